using CcgBot.Answering.Clarifying;
using CcgBot.Answering.Dates;
using CcgBot.Answering.Disagreements;
using CcgBot.Answering.Naming;
using CcgBot.Answering.Overview;
using CcgBot.Answering.Parts;
using CcgBot.Answering.Safety;
using CcgBot.Answering.Suggestions;
using CcgBot.Articles;
using CcgBot.Conversations;
using CcgBot.Evidence;
using CcgBot.Privacy;
using CcgBot.Questions;
using CcgBot.Retrieval;

namespace CcgBot.Answering;

/// <summary>Question → <see cref="Answer"/>: the main path.</summary>
/// <param name="recorder">Leaves the evidence record; null = none is left.</param>
/// <param name="curated">Operators' own answers, which win over search.</param>
/// <param name="rewrite">Makes a follow-up stand alone before it is searched; null = it is searched as asked.</param>
/// <param name="suggestions">Finds next questions; null = none are offered.</param>
/// <param name="clarifier">Asks back when two readings are equally good; null = never.</param>
/// <param name="overview">Answers questions about the articles themselves; null = they are searched for like any other.</param>
/// <param name="talk">Answers small talk and words to the bot itself; null = they are searched for like any other.</param>
public sealed class Answerer(
    Retriever retriever,
    IAnswerComposer composer,
    AnsweringOptions options,
    TimeProvider time,
    AnswerRecorder? recorder = null,
    CuratedAnswers? curated = null,
    Func<Question, CancellationToken, Task<Question>>? rewrite = null,
    SuggestedQuestions? suggestions = null,
    Clarifier? clarifier = null,
    ConversationAnswers? talk = null,
    ArticleAnswers? overview = null)
{
    private static readonly ParagraphTerms Words = new();

    private const string CuratedText = "This answer was written by the operators of this bot, and checked against the words that it cites.";

    /// <summary>Answers from the indexed articles, or says that they don't answer.</summary>
    /// <param name="progress">Told each step as it begins; channels show it as a status line.</param>
    /// <exception cref="EvidenceQuotaException">Whoever asks has used up the day's room for records.</exception>
    public async Task<Answer> AnswerAsync(Question question, IProgress<AnsweringStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        using var span = AnsweringTelemetry.Begin();
        var started = time.GetTimestamp();
        recorder?.Admit(question);
        question = QuestionLimits.Bounded(question, options.MostQuestionCharacters);
        var (masked, personal) = QuestionMask.Apply(question);
        cancellationToken.ThrowIfCancellationRequested();
        var said = masked with { Text = QuestionText.Clean(masked.Text, options.MostQuestionCharacters) };
        var given = await RespondAsync(said, progress, cancellationToken);
        var answer = given.Answer with
        {
            Question = masked.Text,
            Notices = [.. SafetyNotice.For(said.Text, options).AsList(), .. given.Answer.Notices, .. MaskingNotice.For(personal).AsList()],
            Suggestions = await SuggestAsync(given, said.History, cancellationToken),
            ElapsedMs = time.GetElapsedTime(started).TotalMilliseconds,
        };
        // Whoever asked may be gone: then nobody was given this answer, and no record says so.
        cancellationToken.ThrowIfCancellationRequested();
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

    /// <summary>Emergency, operators' own answers, words to the bot itself, and only then a search.</summary>
    private async Task<Given> RespondAsync(Question said, IProgress<AnsweringStep>? progress, CancellationToken cancellationToken)
    {
        if (options.EmergencyText.Length > 0 && SafetyNotice.IsEmergency(said.Text))
        {
            return Given.Said(said, options.EmergencyText);
        }

        if (talk is not null)
        {
            if (Curated(said) is { } early)
            {
                return early;
            }

            if (talk.Reply(said) is { } reply)
            {
                return Given.Said(said, reply.Text) with { Starters = reply.Starters };
            }

            said = talk.Question(said);
        }

        if (overview is not null && await OverviewAsync(overview, said, cancellationToken) is { } about)
        {
            return new Given(said, about with { Standalone = said.Text, Notices = Aged(about.Citations) });
        }

        switch (ConversationCommands.Of(said.Text))
        {
            case ConversationCommand.ShowParagraph when Continuation.CanContinue(said.History):
                return await ShowAsync(said, cancellationToken);
            case ConversationCommand.More when Continuation.CanContinue(said.History):
                var more = await ShownAsync(Continuation.Resolve(said), said.History, cancellationToken);
                var further = await AskAsync(more, progress, cancellationToken);
                return further.Answer is Answer.Abstention none ? Further(more, none) ?? Given.Said(more, BotReplies.NothingMore) : further;
            default:
                return await AskAsync(Continuation.Resolve(said), progress, cancellationToken);
        }
    }

    /// <summary>A question about the articles themselves; "the article" is the one that the last answer cited.</summary>
    private async Task<Answer.Grounded?> OverviewAsync(ArticleAnswers of, Question said, CancellationToken cancellationToken)
    {
        if (said.Excluded.Count > 0 || ArticleAnswers.Read(said) is not { } asked)
        {
            return null;
        }

        var resolved = Continuation.Resolve(said);
        IReadOnlyList<string> atHand = asked.Topic.Length > 0 || asked.IsAll
            || !Continuation.CanContinue(said.History) ? [] : await LastCitedAsync(resolved, cancellationToken);
        return await of.AnswerAsync(asked, atHand, cancellationToken);
    }

    /// <summary>The articles that the last answer cited, first the one that it cited first. A caller that keeps no citations: what was asked last is answered
    /// again.</summary>
    private async Task<IReadOnlyList<string>> LastCitedAsync(Question said, CancellationToken cancellationToken)
    {
        if (said.History is [.., { Role: Role.Assistant, CitedParagraphs: { Count: > 0 } cited }])
        {
            return [.. cited.Select(id => ParagraphId.TryParse(id, out var paragraph)
                ? paragraph.ArticleId : null).OfType<string>().Distinct(StringComparer.Ordinal)];
        }

        var (asked, _) = Continuation.LastAsked(said);
        var again = overview is not null && ArticleAnswers.Read(asked) is not null
            ? await OverviewAsync(overview, asked, cancellationToken)
            : (await SearchAsync(asked, progress: null, cancellationToken)).Answer as Answer.Grounded;
        return again is null ? [] : [.. again.Citations.Select(citation => citation.Paragraph.Id.ArticleId).Distinct(StringComparer.Ordinal)];
    }

    private async Task<Given> AskAsync(Question asked, IProgress<AnsweringStep>? progress, CancellationToken cancellationToken) =>
        Curated(asked) ?? await SearchAsync(asked, progress, cancellationToken);

    private Given? Curated(Question asked) =>
        curated is not null && asked.Excluded.Count == 0 && curated.Find(asked.Text) is { } answer
            ? new Given(asked, answer with { Standalone = asked.Text, Notices = [new Notice(NoticeKind.Curated, CuratedText), .. Aged(answer.Citations)] })
            : null;

    /// <summary>"More" where nothing else answers: what the nearest paragraphs that were not shown say; null where none is near.</summary>
    private static Given? Further(Question more, Answer.Abstention none)
    {
        var near = none.Nearest.Take(2).Select((citation, i) => citation with { Number = i + 1 }).ToList();
        return near.Count == 0 || none.Missing.Count > 0
            ? null
            : new Given(more, new Answer.Grounded([.. near.Select(citation => new Claim(citation.Quote, [citation.Number]))], near)
            {
                Question = "",
                Standalone = none.Standalone,
                FromArticle = true,
                Confidence = none.Confidence,
            });
    }

    /// <summary>The whole paragraph that the last answer cited first.</summary>
    private async Task<Given> ShowAsync(Question said, CancellationToken cancellationToken)
    {
        var last = said.History.LastOrDefault(turn => turn.Role == Role.Assistant && turn.CitedParagraphs is { Count: > 0 })?.CitedParagraphs?[0];
        var paragraph = talk?.Find(last);
        if (paragraph is null)
        {
            // A caller that keeps no citations: what was asked last is answered again.
            var (asked, _) = Continuation.LastAsked(said);
            var again = await SearchAsync(asked, progress: null, cancellationToken);
            paragraph = (again.Answer as Answer.Grounded)?.Citations[0].Paragraph;
        }

        return paragraph is null
            ? Given.Said(said, BotReplies.NothingCited)
            : new Given(said, new Answer.Grounded([new Claim(paragraph.Text, [1])], [new Citation(1, paragraph, paragraph.Text, 0, paragraph.Text.Length)])
            {
                Question = "",
                Standalone = said.Text,
                FromArticle = true,
                Confidence = 1,
            });
    }

    /// <summary>Adds what the answers so far have cited to what "more" leaves out, where the caller keeps no citations: they are given again.</summary>
    private async Task<Question> ShownAsync(Question more, IReadOnlyList<Turn> history, CancellationToken cancellationToken)
    {
        var (asked, answers) = Continuation.LastAsked(new Question("", history));
        for (var i = 0; i < answers.Count; i++)
        {
            if (answers[i].CitedParagraphs is not { Count: > 0 }
                && await SearchAsync(asked with { Excluded = more.Excluded }, progress: null, cancellationToken) is { Answer: Answer.Grounded shown })
            {
                more = more with
                {
                    Excluded = more.Excluded.Concat(shown.Citations.Select(citation => Continuation.Place(citation.Paragraph.Id)))
                    .ToHashSet(StringComparer.Ordinal)
                };
            }
        }

        return more;
    }

    /// <summary>
    /// The question alone first: nothing said before changes an answer that it has by itself. Only one that can't be understood alone is read with the turn
    /// before; one that names a topic or a setting only where it has no answer alone, or a lesser one.
    /// </summary>
    private async Task<Given> SearchAsync(Question asked, IProgress<AnsweringStep>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(AnsweringStep.Searching);
        var leaning = asked.History.Count == 0 ? Leaning.None : FollowUp.Of(asked.Text);
        var alone = asked with { History = [] };
        if (leaning == Leaning.None)
        {
            return await GiveAsync(alone, progress, cancellationToken);
        }

        var leant = await LeanAsync(asked, cancellationToken);
        if (leaning == Leaning.Whole)
        {
            return await GiveAsync(leant, progress, cancellationToken);
        }

        var given = await GiveAsync(alone, progress, cancellationToken);
        if (given.Answer is not Answer.Abstention && leaning != Leaning.Setting)
        {
            return given;
        }

        var whole = await GiveAsync(leant, progress, cancellationToken);
        return whole.Answer is Answer.Grounded grounded && Says(grounded, given.Found)
            && (given.Answer is Answer.Abstention || whole.Answer.Confidence >= given.Answer.Confidence) ? whole : given;
    }

    /// <summary>With the turn before: in a model's words where there is one, else joined to the question before, else with that question's words to lean
    /// on.</summary>
    private async Task<Question> LeanAsync(Question asked, CancellationToken cancellationToken)
    {
        if (rewrite is not null && await rewrite(asked, cancellationToken) is var rewritten && rewritten.Text != asked.Text)
        {
            return rewritten with { History = [] };
        }

        return Continuation.Joined(asked);
    }

    /// <summary>Whether a cited paragraph has every word that the follow-up itself asks about.</summary>
    private static bool Says(Answer.Grounded answer, RetrievalResult? alone) =>
        alone is not null && answer.Citations.Any(citation => alone.Terms
            .Where(term => term.Origin is TermOrigin.Question or TermOrigin.Repaired)
            .All(term => Words.Has(citation.Paragraph, term)));

    private async Task<Given> GiveAsync(Question asked, IProgress<AnsweringStep>? progress, CancellationToken cancellationToken) =>
        await ComposeAsync(asked, await FindAsync(asked, cancellationToken), composer, progress, cancellationToken);

    private async Task<IReadOnlyList<string>> SuggestAsync(Given given, IReadOnlyList<Turn> said, CancellationToken cancellationToken) => suggestions is null ? []
        : given.Starters ? await suggestions.StartersAsync(cancellationToken)
        : given.Answer is Answer.Grounded ? await suggestions.ForAsync(given.Answer, given.Asked with { History = said }, cancellationToken)
        : [];

    private async Task<RetrievalResult> FindAsync(Question asked, CancellationToken cancellationToken)
    {
        var found = await AnsweringTelemetry.StepAsync(AnsweringStep.Searching, time, () => PartRetrieval.RetrieveAsync(retriever, asked, cancellationToken));
        return clarifier is null ? found : found with { Readings = await clarifier.ReadAsync(asked, found, cancellationToken) };
    }

    private async Task<Given> ComposeAsync(Question asked, RetrievalResult found, IAnswerComposer by, IProgress<AnsweringStep>? progress,
        CancellationToken cancellationToken)
    {
        progress?.Report(AnsweringStep.Composing);
        cancellationToken.ThrowIfCancellationRequested();
        var draft = await AnsweringTelemetry.StepAsync(AnsweringStep.Composing, time, () => by.ComposeAsync(asked, found, cancellationToken));
        progress?.Report(AnsweringStep.Checking);
        var (supported, withheld) = (new List<DraftClaim>(), new List<WithheldClaim>());
        foreach (var claim in draft.Claims)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (standing, reason) = ClaimCheck.Check(claim);
            if (standing is not null)
            {
                supported.Add(standing);
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
            Repairs = SpellingRepair.Of(found.Terms),
            Confidence = draft.Confidence,
            Composer = draft.Composer,
            Notices = [.. draft.Notices, .. Aged((answer as Answer.Grounded)?.Citations ?? [])],
        };
        return new Given(asked, answer) { Found = found, Draft = draft, Withheld = withheld };
    }

    private Answer Decide(RetrievalResult found, Draft draft)
    {
        if (found.Terms.Count == 0)
        {
            return new Answer.Abstention(AbstentionReason.Empty, []) { Question = "", Standalone = "" };
        }

        if (draft.Claims.Count == 0 || draft.Confidence < options.Threshold)
        {
            var nearest = Citations.OfNearest(NearParagraphs.Of(found), options.Nearest);
            return new Answer.Abstention(nearest.Count == 0 ? AbstentionReason.OutOfScope : AbstentionReason.NotInArticles, nearest)
            {
                Question = "",
                Standalone = "",
                Missing = draft.Missing,
                IsMissingWordsOnly = draft.IsMissingWordsOnly,
                Apart = draft.Apart,
            };
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

    /// <summary>An answer with the question that it answers and what it was made from.</summary>
    private sealed record Given(Question Asked, Answer Answer)
    {
        public RetrievalResult? Found { get; init; }

        public Draft? Draft { get; init; }

        public IReadOnlyList<WithheldClaim> Withheld { get; init; } = [];

        /// <summary>Whether questions to start from go with it.</summary>
        public bool Starters { get; init; }

        /// <summary>A word of the bot itself.</summary>
        public static Given Said(Question said, string text) => new(said, new Answer.Reply(text) { Question = "", Standalone = said.Text, Confidence = 1 });
    }
}
