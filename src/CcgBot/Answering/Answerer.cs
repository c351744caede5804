using CcgBot.Answering.Clarifying;
using CcgBot.Answering.Dates;
using CcgBot.Answering.Disagreements;
using CcgBot.Answering.Parts;
using CcgBot.Answering.Safety;
using CcgBot.Answering.Suggestions;
using CcgBot.Conversations;
using CcgBot.Evidence;
using CcgBot.Privacy;
using CcgBot.Retrieval;

namespace CcgBot.Answering;

/// <summary>Question → <see cref="Answer"/>: the main path.</summary>
/// <param name="recorder">Leaves the evidence record; null = none is left.</param>
/// <param name="curated">Operators' own answers, which win over search.</param>
/// <param name="rewrite">Makes a follow-up stand alone before it is searched; null = it is searched as asked.</param>
/// <param name="suggestions">Finds next questions; null = none are offered.</param>
/// <param name="clarifier">Asks back when two readings are equally good; null = never.</param>
public sealed class Answerer(
    Retriever retriever,
    IAnswerComposer composer,
    AnsweringOptions options,
    TimeProvider time,
    AnswerRecorder? recorder = null,
    CuratedAnswers? curated = null,
    Func<Question, CancellationToken, Task<Question>>? rewrite = null,
    SuggestedQuestions? suggestions = null,
    Clarifier? clarifier = null)
{
    private const string CuratedText = "This answer was written by the operators of this bot, and checked against the words that it cites.";

    /// <summary>Answers from the indexed articles, or says that they don't answer.</summary>
    /// <param name="progress">Told each step as it begins; channels show it as a status line.</param>
    public async Task<Answer> AnswerAsync(Question question, IProgress<AnsweringStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        using var span = AnsweringTelemetry.Begin();
        var started = time.GetTimestamp();
        var (masked, personal) = QuestionMask.Apply(question);
        var asked = Continuation.Resolve(masked with { Text = QuestionText.Clean(masked.Text, options.MostQuestionCharacters) });

        var given = Curated(asked) ?? await SearchAsync(asked, progress, cancellationToken);
        var answer = given.Answer with
        {
            Question = masked.Text,
            Notices = [.. SafetyNotice.For(asked.Text, options).AsList(), .. given.Answer.Notices, .. MaskingNotice.For(personal).AsList()],
            Suggestions = suggestions is null || given.Answer is Answer.Clarification ? [] : await suggestions.ForAsync(given.Answer, asked, cancellationToken),
            ElapsedMs = time.GetElapsedTime(started).TotalMilliseconds,
        };
        AnsweringTelemetry.Count(answer, given.Withheld.Count);
        return recorder?.Record(answer, question, given.Found, given.Draft, given.Withheld) ?? answer;
    }

    /// <summary>Answers once more from what an evidence record holds: nothing is searched for, nothing recorded.</summary>
    /// <param name="with">Composes instead of the answerer's own composer: for a model's answer, over its recorded replies.</param>
    public async Task<Answer> ReplayAsync(ReplayInput input, IAnswerComposer? with = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (masked, _) = QuestionMask.Apply(input.Question);
        // What was searched then: "more" and follow-ups were asked in other words.
        var asked = masked with { Text = input.Found.Standalone };
        var given = await ComposeAsync(asked, input.Found, with ?? composer, progress: null, cancellationToken);
        return given.Answer with { Question = masked.Text };
    }

    /// <summary>Goes the way of a question that nobody asked: nothing is recorded, and no model asked.</summary>
    /// <param name="with">Composes instead of the answerer's own composer.</param>
    public async Task RehearseAsync(Question question, IAnswerComposer with, CancellationToken cancellationToken = default)
    {
        var (asked, _) = QuestionMask.Apply(question);
        var given = await ComposeAsync(asked, await FindAsync(asked, cancellationToken), with, progress: null, cancellationToken);
        if (suggestions is not null)
        {
            await suggestions.ForAsync(given.Answer, asked, cancellationToken);
        }
    }

    private static bool IsSupported(DraftClaim claim, out string? reason)
    {
        var verdict = claim.Sources.Count == 0 ? Verdict.No("It cites nothing.") : SupportCheck.Check(claim.Text, [.. claim.Sources.Select(source => source.Paragraph.Text)]);
        reason = verdict.Reason;
        return verdict.Supported;
    }

    private Given? Curated(Question asked) =>
        curated is not null && asked.Excluded.Count == 0 && curated.Find(asked.Text) is { } answer
            ? new Given(answer with { Standalone = asked.Text, Notices = [new Notice(NoticeKind.Curated, CuratedText), .. Aged(answer.Citations)] }, Found: null, Draft: null, [])
            : null;

    private async Task<Given> SearchAsync(Question asked, IProgress<AnsweringStep>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(AnsweringStep.Searching);
        if (rewrite is not null)
        {
            asked = await rewrite(asked, cancellationToken);
        }

        return await ComposeAsync(asked, await FindAsync(asked, cancellationToken), composer, progress, cancellationToken);
    }

    private async Task<RetrievalResult> FindAsync(Question asked, CancellationToken cancellationToken)
    {
        var found = await AnsweringTelemetry.StepAsync(AnsweringStep.Searching, time, () => PartRetrieval.RetrieveAsync(retriever, asked, cancellationToken));
        return clarifier is null ? found : found with { Readings = await clarifier.ReadAsync(asked, found, cancellationToken) };
    }

    private async Task<Given> ComposeAsync(Question asked, RetrievalResult found, IAnswerComposer by, IProgress<AnsweringStep>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(AnsweringStep.Composing);
        var draft = await AnsweringTelemetry.StepAsync(AnsweringStep.Composing, time, () => by.ComposeAsync(asked, found, cancellationToken));
        progress?.Report(AnsweringStep.Checking);
        var (supported, withheld) = (new List<DraftClaim>(), new List<WithheldClaim>());
        foreach (var claim in draft.Claims)
        {
            if (IsSupported(claim, out var reason))
            {
                supported.Add(claim);
            }
            else
            {
                withheld.Add(new WithheldClaim(claim.Text, "notSupported", reason));
            }
        }

        var answer = Decide(found, draft with { Claims = supported });
        if (answer is Answer.Grounded && clarifier is not null && found.Readings is { } readings)
        {
            answer = await clarifier.ChooseAsync(asked, readings, cancellationToken) ?? answer;
        }

        answer = answer with
        {
            Standalone = found.Standalone,
            Confidence = draft.Confidence,
            Composer = draft.Composer,
            Notices = [.. draft.Notices, .. Aged((answer as Answer.Grounded)?.Citations ?? [])],
        };
        return new Given(answer, found, draft, withheld);
    }

    private Answer Decide(RetrievalResult found, Draft draft)
    {
        if (found.Terms.Count == 0)
        {
            return new Answer.Abstention(AbstentionReason.Empty, []) { Question = "", Standalone = "" };
        }

        if (draft.Claims.Count == 0 || draft.Confidence < options.Threshold)
        {
            var nearest = Citations.OfNearest(found.Paragraphs, options.Nearest);
            return new Answer.Abstention(nearest.Count == 0 ? AbstentionReason.OutOfScope : AbstentionReason.NotInArticles, nearest) { Question = "", Standalone = "" };
        }

        var (claims, citations) = Citations.Number(draft.Claims);
        return new Answer.Grounded(claims, citations)
        {
            Question = "",
            Standalone = "",
            Unanswered = draft.Unanswered,
            Disagreements = DisagreementFinder.Find(citations),
        };
    }

    private IReadOnlyList<Notice> Aged(IReadOnlyList<Citation> citations) =>
        OldSources.Notice(citations, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), options.OldSourceYears).AsList();

    /// <summary>An answer with what it was made from.</summary>
    private sealed record Given(Answer Answer, RetrievalResult? Found, Draft? Draft, IReadOnlyList<WithheldClaim> Withheld);
}
