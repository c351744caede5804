using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;

namespace CcgBot.Web.SignIn;

/// <summary>
/// A person in more groups than a token holds: Entra then names in <c>_claim_names</c> that there are groups, and they are asked for with the person's own
/// token. Where they can't be had the person is in none.
/// </summary>
internal static class GroupOverage
{
    private const int MaxAnswerBytes = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the groups are somewhere else than in the token.</summary>
    public static bool Has(ClaimsPrincipal person, string groupsClaim) =>
        person.HasClaim("hasgroups", "true")
        || person.FindFirst("_claim_names")?.Value is { } names && Names(names, groupsClaim);

    /// <returns>The groups' names or ids.</returns>
    /// <exception cref="HttpRequestException">They can't be had.</exception>
    /// <exception cref="JsonException">What came is no list of groups.</exception>
    public static async Task<IReadOnlyList<string>> AskAsync(HttpClient http, string address, string? accessToken, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(new { securityEnabledOnly = false }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, late.Token);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(late.Token));
        return answer.RootElement.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(group => group.ValueKind == JsonValueKind.String).Select(group => group.GetString()!)]
            : throw new JsonException("no list of groups");
    }

    private static bool Names(string json, string claim)
    {
        try
        {
            using var names = JsonDocument.Parse(json);
            return names.RootElement.ValueKind == JsonValueKind.Object && names.RootElement.TryGetProperty(claim, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
