using CcgBot.Storage;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.DirectLine;

/// <summary>
/// The keys that Direct Line tokens are signed with, outside the store: a backup must not be able to make tokens. They take turns, and a key that
/// was followed by another is honoured for as long as its tokens live.
/// </summary>
public sealed class DirectLineKeys
{
    private readonly KeyRing _ring;

    public DirectLineKeys(Database database, IOptions<DirectLineOptions> options, TimeProvider time)
    {
        var settings = options.Value;
        _ring = new KeyRing(
            settings.KeyFile ?? KeyFolder.FileFor(database.StoreId, "directline.keys"),
            "Direct Line keys",
            "DirectLine:KeyFile",
            TimeSpan.FromDays(settings.KeyDays),
            // What a conversation is resumed with lives longest, but for odd settings.
            TimeSpan.FromSeconds(Math.Max(settings.TokenSeconds, settings.RetentionDays * 24 * 60 * 60)),
            time);

        // Earlier versions kept a key in the store: every backup of it could make tokens, so it is good for nothing any more.
        database.Write("DELETE FROM meta WHERE name = 'directline_key'");
    }

    /// <summary>The key that signs.</summary>
    public SecurityKey Current => new SymmetricSecurityKey(_ring.Current());

    /// <summary>The keys whose tokens may still be alive.</summary>
    public IEnumerable<SecurityKey> Honoured => _ring.Accepted().Select(key => new SymmetricSecurityKey(key));
}
