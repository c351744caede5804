using System.Globalization;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Model.Clients;
using CcgBot.Model.Prompts;
using CcgBot.Model.Telemetry;
using CcgBot.Retrieval;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcgBot.Model.Composing;

/// <summary>
/// Asks the model for claims with paragraph numbers and keeps those that their paragraphs support. When the model fails, in whatever
/// way, the extractive answer is given and said so. Cancelling the question cancels the call.
/// </summary>
/// <param name="retriever">Finds paragraphs for the parts of a question; null = the question is not split.</param>
/// <param name="given">The paragraphs that the model was given, where an answer is composed again from its record; null or none = the best found.</param>
public sealed class ModelComposer(
    ModelKernel model, IAnswerComposer extractive, ModelOptions options, TimeProvider time, ILogger<ModelComposer>? log = null, Retriever? retriever = null,
    IReadOnlyList<Paragraph>? given = null)
    : IAnswerComposer
{
    private readonly ILogger _log = log ?? NullLogger<ModelComposer>.Instance;

    public async Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(found);
        // Always made: it is what is shown when the model fails, and its confidence is the calibrated one.
        var plain = await extractive.ComposeAsync(question, found, cancellationToken);
        if (found.Paragraphs.Count == 0 || found.Terms.Count == 0)
        {
            return plain;
        }

        var budget = model.NewBudget();
        var replies = new List<string>();
        Draft draft;
        using (var late = new CancellationTokenSource(TimeSpan.FromSeconds(options.AnswerSeconds), time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken))
        {
            try
            {
                draft = await AnswerAsync(question, found, plain, model.For(budget), replies, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                draft = Fallback(plain, ModelFailure.TimedOut);
            }
            catch (ModelException error)
            {
                draft = Fallback(plain, error.Failure);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // A fault of ours or of a library: people get their answer all the same, and the log says where to look. Not the message: it
                // may hold what was sent.
                _log.LogError("{Error} in the model's part: {Trace}", error.GetType(), error.StackTrace);
                draft = Fallback(plain, ModelFailure.ServiceError);
            }
        }

        ModelTelemetry.Tokens.Add(budget.InputTokens, new KeyValuePair<string, object?>("direction", "input"));
        ModelTelemetry.Tokens.Add(budget.OutputTokens, new KeyValuePair<string, object?>("direction", "output"));
        ModelTelemetry.Cost.Add((double)budget.Cost);
        return draft with
        {
            Notices = budget.Masked ? [.. draft.Notices, new Notice(NoticeKind.Masked, "Personal details were masked before the question was sent to the language model.")] : draft.Notices,
            ModelReplies = replies,
            InputTokens = budget.InputTokens,
            OutputTokens = budget.OutputTokens,
            Cost = budget.Cost,
            PromptHashes = model.Prompts.Hashes,
        };
    }

    private async Task<Draft> AnswerAsync(
        Question question, RetrievalResult found, Draft plain, ModelCalls calls, List<string> replies, CancellationToken cancellationToken)
    {
        var shown = await GivenAsync(question, found, calls, replies, cancellationToken);
        var reply = await ReplyAsync(question, found, shown, calls, replies, cancellationToken);
        var claims = CheckedClaims.Of(reply, shown, options.Claims);
        var passed = claims.Passed;
        var withheld = claims.Withheld.ToList();
        if (options.CheckSupport && passed.Count > 0)
        {
            passed = await ModelSupportCheck.SupportedAsync(calls, passed, replies, cancellationToken);
            withheld.AddRange(claims.Passed.Except(passed).Select(claim => new WithheldClaim(claim.Text, CheckedClaims.ModelCheck)));
        }

        foreach (var claim in withheld)
        {
            ModelTelemetry.Withheld.Add(1, new KeyValuePair<string, object?>("reason", claim.Verdict));
        }

        ModelTelemetry.Passed.Add(passed.Count);
        return new Draft(passed, Unanswered(reply, question, found), Confidence(plain, passed.Count, withheld.Count), Composer.Model)
        {
            Withheld = withheld,
            Given = options.SplitParts && retriever is not null ? shown : [],
            Notices = withheld.Count == 0 ? plain.Notices : [.. plain.Notices, new Notice(NoticeKind.UnverifiedWithheld, WithheldText(withheld.Count))],
        };
    }

    /// <summary>The best paragraphs of the question and, in turns, of each of its parts.</summary>
    private async Task<List<Paragraph>> GivenAsync(
        Question question, RetrievalResult found, ModelCalls calls, List<string> replies, CancellationToken cancellationToken)
    {
        if (given is { Count: > 0 })
        {
            // The reply that split the question then is heard again, and passed over: what was found for its parts is what was given.
            await ModelQuestionSplitter.SplitAsync(calls, found.Standalone, replies, cancellationToken);
            return [.. given];
        }

        List<IReadOnlyList<ScoredParagraph>> rankings = [found.Paragraphs];
        if (options.SplitParts && retriever is not null)
        {
            foreach (var part in await ModelQuestionSplitter.SplitAsync(calls, found.Standalone, replies, cancellationToken))
            {
                rankings.Add((await retriever.RetrieveAsync(question with { Text = part }, options.Paragraphs, cancellationToken)).Paragraphs);
            }
        }

        return [.. Enumerable.Range(0, options.Paragraphs)
            .SelectMany(rank => rankings.Where(ranking => rank < ranking.Count).Select(ranking => ranking[rank].Paragraph))
            .DistinctBy(paragraph => paragraph.Key)
            .Take(options.Paragraphs)];
    }

    private async Task<ModelReply> ReplyAsync(
        Question question, RetrievalResult found, List<Paragraph> given, ModelCalls calls, List<string> replies, CancellationToken cancellationToken)
    {
        var paragraphs = PromptData.Paragraphs(given, options.ParagraphCharacters);
        var asked = PromptData.Asked(question, found.Standalone);
        var malformed = "";
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var text = await calls.AskAsync(
                PromptLibrary.Answer,
                new() { ["fence"] = PromptData.Fence(paragraphs.Append(asked)), ["paragraphs"] = paragraphs, ["asked"] = asked, ["malformed"] = malformed },
                cancellationToken);
            replies.Add(text);
            if (ModelReply.TryRead(text, out var reply))
            {
                return reply;
            }

            _log.LogWarning("The model's reply was not in the form asked for (attempt {Attempt})", attempt + 1);
            malformed = PromptData.Clean(text.Length > 8000 ? text[..8000] : text);
        }

        throw new ModelException(ModelFailure.WrongForm);
    }

    // The model may name what was not answered, in the question's words only: this is shown too, and no paragraph can vouch for it.
    private static List<string> Unanswered(ModelReply reply, Question question, RetrievalResult found) =>
        [.. reply.Unanswered
            .Select(part => ClaimText.Of(part, [question.Text, found.Standalone]))
            .Where(part => part.Length is > 0 and <= 300 && OwnWords.Only(part, question.Text, found.Standalone))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(5)];

    // Not calibrated as the extractive one is, only ordered: what the check left standing is worth showing (at least a half), the more
    // the surer our own reading is and the less was withheld; a model that finds nothing halves our own.
    private static double Confidence(Draft plain, int passed, int withheld) =>
        passed == 0 ? plain.Confidence / 2 : 0.5 + (plain.Confidence / 2 * passed / (passed + withheld));

    private static string WithheldText(int count) => count == 1
        ? "One statement of the language model was left out, because its source does not say it."
        : string.Create(CultureInfo.InvariantCulture, $"{count} statements of the language model were left out, because their sources do not say them.");

    private Draft Fallback(Draft plain, ModelFailure failure)
    {
        _log.LogWarning("The extractive answer is given: {Failure}", failure);
        ModelTelemetry.Fallbacks.Add(1, new KeyValuePair<string, object?>("failure", failure.ToString()));
        var notice = new Notice(NoticeKind.ModelFallback, $"{new ModelException(failure).Message} These are the articles' own words.");
        return plain with { Notices = [.. plain.Notices, notice] };
    }
}
