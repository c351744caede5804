using System.Net.Http.Json;
using CcgBot.Answering;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Running;

/// <summary>Asks a running host over <c>POST /api/ask</c>. It does not tell its ranking: ranking measures are not scored.</summary>
/// <param name="client">Its base address is the host's.</param>
public sealed class EndpointAnswers(HttpClient client, Func<string, int, string> documents, TimeProvider time) : IAnswerSource
{
    private const int Attempts = 6;

    /// <exception cref="HttpRequestException">The host refuses the question or can't be reached.</exception>
    public async Task<QuestionResult> AnswerAsync(TestQuestion question, CancellationToken cancellationToken)
    {
        if (question.Removed.Count > 0)
        {
            throw new InvalidOperationException("A running host can't be asked without some of its paragraphs: the probe gold-removed needs the set's own corpus.");
        }

        var request = new AskRequest(
            question.Text,
            [.. question.History.Select(turn => new AskTurn(turn.Role == Role.User ? "user" : "assistant", turn.Content))],
            question.Scenario);
        var started = time.GetTimestamp();
        var answer = await AskAsync(request, cancellationToken);
        var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
        return new QuestionResult(
            question.Id,
            answer.Kind switch
            {
                "grounded" => AnswerKind.Grounded,
                "abstention" or "reply" => AnswerKind.Abstention,
                "clarification" => AnswerKind.Clarification,
                var other => throw new InvalidDataException($"The host gave an answer of the unknown kind \"{other}\"."),
            },
            [.. answer.Claims.Select(claim => new ResultClaim(claim.Text, claim.Citations))],
            [.. (answer.Abstention?.Nearest ?? answer.Citations).Select(citation => new ResultCitation(
                citation.Number, documents(citation.ArticleId, citation.Paragraph), citation.Title, citation.Paragraph, citation.Quote))],
            answer.Confidence,
            elapsed);
    }

    private async Task<AnswerJson> AskAsync(AskRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var response = await client.PostAsJsonAsync("api/ask", request, AnswerJson.Options, cancellationToken);
            if (response.StatusCode == System.Net.HttpStatusCode.TooManyRequests && attempt < Attempts)
            {
                // The host limits how fast it is asked: what it says to wait, else a little longer each time.
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(attempt), time, cancellationToken);
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"POST {client.BaseAddress}api/ask: {(int)response.StatusCode} {response.ReasonPhrase}");
            }

            return await response.Content.ReadFromJsonAsync<AnswerJson>(AnswerJson.Options, cancellationToken)
                ?? throw new InvalidDataException("The host's answer is empty.");
        }
    }
}
