using System.Text.Json.Serialization;
using CcgBot.Articles;

namespace CcgBot.Accounts;

/// <summary>A key that a program asks with, without its secret.</summary>
/// <param name="Id">Names it in lists and logs; 16 hex digits, no secret.</param>
/// <param name="Name">Who or what asks with it.</param>
/// <param name="Groups">Its articles are those that everyone or one of these groups may read.</param>
/// <param name="By">Who made it.</param>
/// <param name="Expires">Null = it does not.</param>
/// <param name="Revoked">Null = in force.</param>
public sealed record ApiKey(
    string Id, string Name, IReadOnlyList<ApiScope> Scopes, GroupSet Groups, DateTimeOffset Created, string? By, DateTimeOffset? Expires, DateTimeOffset? Revoked)
{
    /// <summary>The id of the key that was made in its place; null = none was.</summary>
    public string? ReplacedBy { get; init; }

    public bool May(ApiScope scope) => Scopes.Contains(scope);

    /// <summary>Whether it opens anything at a time.</summary>
    public bool IsInForce(DateTimeOffset now) => Revoked is null && !(Expires <= now);
}

/// <summary>What a key may do. Names are stored: never rename.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApiScope>))]
public enum ApiScope
{
    /// <summary>Ask, search, and show what is cited.</summary>
    Ask,

    /// <summary>Put in, change and withdraw articles.</summary>
    Edit,

    /// <summary>Read evidence and everything that people asked, whatever it cites.</summary>
    Audit,
}

/// <summary>What a new key shall be.</summary>
public sealed record NewApiKey(string Name, IReadOnlyList<ApiScope> Scopes, GroupSet Groups)
{
    /// <summary>Null = until it is revoked.</summary>
    public TimeSpan? Lasts { get; init; }

    /// <summary>Who makes it.</summary>
    public string? By { get; init; }
}

/// <param name="Secret">What the program sends; known to nobody once this is forgotten.</param>
public sealed record MadeApiKey(ApiKey Key, string Secret);
