using System.Net.Http.Json;
using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Bot.Adapters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot;

/// <summary>
/// The groups of a person in Teams, by their account in Microsoft Entra: ids of groups and directory roles, also of groups within groups, from Microsoft
/// Graph with the bot's own credentials (application permission <c>GroupMember.Read.All</c>). Kept for <see cref="BotOptions.GroupsMinutes"/>. A person
/// whose groups can't be had is in none.
/// </summary>
public sealed partial class TeamsGroups(BotCredentials credentials, ConnectorHttp http, IOptions<BotOptions> options, TimeProvider time, ILogger<TeamsGroups> logger)
{
    /// <summary>Whoever asks waits no longer for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>After a failure the next question asks again, but not each of a burst.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private const int MostKept = 10_000;
    private const int MaxAnswerBytes = 1 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (GroupSet Groups, DateTimeOffset Until)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="account">The account's object id.</param>
    public async Task<GroupSet> OfAsync(string account, CancellationToken cancellationToken)
    {
        if (!options.Value.GroupsFromGraph || !Guid.TryParseExact(account, "D", out var id))
        {
            return GroupSet.Empty;
        }

        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_known.TryGetValue(account, out var known) && now < known.Until)
            {
                return known.Groups;
            }
        }

        var groups = await AskAsync(id, cancellationToken);
        lock (_lock)
        {
            if (_known.Count >= MostKept)
            {
                _known.Clear();
            }

            _known[account] = (groups ?? GroupSet.Empty, now + (groups is null ? Pause : TimeSpan.FromMinutes(options.Value.GroupsMinutes)));
        }

        return groups ?? GroupSet.Empty;
    }

    /// <returns>Null when they can't be had now; the log says why.</returns>
    private async Task<GroupSet?> AskAsync(Guid account, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var cloud = Cloud.Of(options.Value.Cloud);
            var graph = options.Value.GraphUrl?.TrimEnd('/') ?? cloud.Graph;
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{graph}/v1.0/users/{account:D}/getMemberGroups")
            {
                Content = JsonContent.Create(new { securityEnabledOnly = false }),
            };
            var own = await credentials.CreateCredentialsAsync(options.Value.AppId, cloud.Graph, cloud.LoginFor(options.Value.TenantId), validateAuthority: true, either.Token);
            await own.ProcessHttpRequestAsync(request, either.Token);
            using var client = http.CreateClient("graph");
            client.MaxResponseContentBufferSize = MaxAnswerBytes;
            using var response = await client.SendAsync(request, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                NotFound((int)response.StatusCode, null);
                return null;
            }

            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(either.Token), cancellationToken: either.Token);
            return GroupSet.OfPerson(answer.RootElement.GetProperty("value").EnumerateArray().Select(group => group.GetString()));
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            NotFound(null, error);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The groups of a person in Teams can't be had from Microsoft Graph (status {Status}): only public articles answer.")]
    private partial void NotFound(int? status, Exception? error);
}
