using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace CcgBot.Tests.Evidence;

/// <summary>The whole path on the seed articles: asked, recorded, replayed.</summary>
public sealed class AnswerRecordingTests : IDisposable
{
    private const string Led = "Who led the research?";

    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-recording-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    // Without the encoder: it adds nothing to what is tested here.
    private readonly BotSettings _settings = new() { Retrieval = { Dense = { Enabled = false } } };
    private BotEngine? _engine;

    private BotEngine Engine => _engine ??= Open();

    public void Dispose()
    {
        _engine?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_answer_leaves_a_record_that_replays_to_the_same_answer()
    {
        var answer = await Engine.Answerer.AnswerAsync(new Question(Led, User: "her"));

        var evidence = Engine.Evidence.Find(answer.EvidenceId).ShouldNotBeNull();
        var record = evidence.Record!;
        record.Kind.ShouldBe("grounded");
        record.Retrieved.ShouldNotBeEmpty();
        record.Claims.ShouldContain(claim => claim.Verdict == "supported" && claim.Text.Contains("Checkland"));
        record.Text.ShouldBe(AnswerMarkdown.Of(answer));
        record.SettingsHash.Length.ShouldBe(16);
        var report = await ReplayAsync(evidence);
        report.Same.ShouldBeTrue(string.Join('\n', report.Differences) + report.NotReplayable);
        report.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_holds_what_the_answer_used_and_not_what_was_sent()
    {
        static string Words(int first, int count) => string.Join(' ', Enumerable.Range(first, count).Select(i => $"w{i}x"));

        var answer = await Engine.Answerer.AnswerAsync(new Question(
            $"And who led the research? {Words(0, 50_000)}", [new Turn(Role.User, Words(100_000, 60_000)), new Turn(Role.Assistant, Words(200_000, 60_000))], Words(300_000, 50_000)));

        var record = Engine.Evidence.Find(answer.EvidenceId).ShouldNotBeNull().Record!;
        record.Question!.Length.ShouldBeLessThanOrEqualTo(2_000);
        EvidenceJson.Write(record).Length.ShouldBeLessThan(300_000);
    }

    [Fact]
    public async Task An_answer_that_can_leave_no_record_is_given_and_says_so_and_the_next_can_again()
    {
        var notices = new List<string>();
        using var engine = BotEngine.Open(Path.Combine(_folder, "full"), _settings, _time, notice: notices.Add);
        _ = engine.Ingestor.Ingest([TestFolder.Seeds]).ToList();
        engine.Synchronise();
        // SQLite's own error for a full disk can't be had without one; tests/attack has one.
        engine.Database.Write("CREATE TRIGGER full BEFORE INSERT ON evidence BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END");

        var answer = await engine.Answerer.AnswerAsync(new Question(Led));
        (await engine.Answerer.AnswerAsync(new Question(Led))).EvidenceId.ShouldBe("");

        answer.ShouldBeOfType<Answer.Grounded>();
        answer.EvidenceId.ShouldBe("");
        answer.Notices.ShouldContain(notice => notice.Kind == NoticeKind.NotRecorded);
        notices.ShouldHaveSingleItem().ShouldContain("leave no record");
        engine.Database.Write("DROP TRIGGER full");
        var next = await engine.Answerer.AnswerAsync(new Question(Led));
        engine.Evidence.Find(next.EvidenceId).ShouldNotBeNull();
        engine.Evidence.Latest(10).Count.ShouldBe(1);
        notices.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_worked_out_or_recorded_for_somebody_who_left()
    {
        using var left = new CancellationTokenSource();
        var leaving = new Leaving(left);

        await Should.ThrowAsync<OperationCanceledException>(() => Engine.Answerer.AnswerAsync(new Question(Led), leaving, left.Token));

        leaving.Steps.ShouldNotContain(AnsweringStep.Checking);
        Engine.Evidence.Latest(1).ShouldBeEmpty();
    }

    /// <summary>Leaves as soon as the search begins.</summary>
    private sealed class Leaving(CancellationTokenSource left) : IProgress<AnsweringStep>
    {
        public List<AnsweringStep> Steps { get; } = [];

        public void Report(AnsweringStep value)
        {
            Steps.Add(value);
            left.Cancel();
        }
    }

    [Fact]
    public async Task Warming_up_leaves_no_record()
    {
        await Engine.WarmUpAsync();
        Engine.Evidence.Latest(1).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_question_of_several_parts_replays_part_by_part()
    {
        var answer = await Engine.Answerer.AnswerAsync(new Question("Who led the research and what is the boiling point of tungsten?"));

        var grounded = answer.ShouldBeOfType<Answer.Grounded>();
        grounded.Claims.ShouldContain(claim => claim.Text.Contains("Checkland"));
        grounded.Unanswered.ShouldBe(["What is the boiling point of tungsten?"]);
        grounded.Citations.Select(citation => citation.Number).ShouldBe(Enumerable.Range(1, grounded.Citations.Count));
        var evidence = Engine.Evidence.Find(answer.EvidenceId)!;
        evidence.Record!.Parts.Select(part => part.Question).ShouldBe(["Who led the research?", "What is the boiling point of tungsten?"]);
        var report = await ReplayAsync(evidence);
        report.Same.ShouldBeTrue(string.Join('\n', report.Differences) + report.NotReplayable);
        report.Replayed.ShouldBeOfType<Answer.Grounded>().Unanswered.ShouldBe(grounded.Unanswered);
    }

    [Fact]
    public async Task Parts_of_a_question_are_not_stored_where_questions_are_not()
    {
        _settings.Evidence.Question = StoredQuestion.None;
        var answer = await Engine.Answerer.AnswerAsync(new Question("Who led the research and what is the boiling point of tungsten?"));

        var record = Engine.Evidence.Find(answer.EvidenceId)!.Record!;
        record.Parts.ShouldAllBe(part => part.Question == "" && part.Terms.Count == 0);
    }

    [Fact]
    public async Task More_answers_the_last_question_from_other_paragraphs_and_replays()
    {
        const string asked = "What are clinical commissioning groups?";
        var first = (await Engine.Answerer.AnswerAsync(new Question(asked))).ShouldBeOfType<Answer.Grounded>();
        var shown = first.Citations.Select(citation => citation.Paragraph.Id.ToString()).ToList();

        var more = await Engine.Answerer.AnswerAsync(new Question("more", [new Turn(Role.User, asked), new Turn(Role.Assistant, "…", shown)]));

        more.Question.ShouldBe("more");
        more.Standalone.ShouldBe(asked);
        var cited = more is Answer.Grounded grounded ? grounded.Citations : ((Answer.Abstention)more).Nearest;
        cited.ShouldNotBeEmpty();
        cited.ShouldAllBe(citation => !shown.Contains(citation.Paragraph.Id.ToString()));
        var report = await ReplayAsync(Engine.Evidence.Find(more.EvidenceId)!);
        report.Same.ShouldBeTrue(string.Join('\n', report.Differences) + report.NotReplayable);
    }

    [Fact]
    public async Task An_emergency_gets_the_safety_text_alone_and_leaves_no_gap()
    {
        var answer = await Engine.Answerer.AnswerAsync(new Question("I have chest pain"));

        answer.ShouldBeOfType<Answer.Reply>().Text.ShouldContain("999");
        Engine.Evidence.Find(answer.EvidenceId)!.Kind.ShouldBe("reply");
        Engine.Evidence.Unanswered(10).ShouldBeEmpty();
        answer.Notices.ShouldContain(notice => notice.Kind == NoticeKind.Safety && notice.Text.Contains("999"));
    }

    [Fact]
    public async Task An_abstention_is_recorded_and_replays_too()
    {
        var answer = await Engine.Answerer.AnswerAsync(new Question("What is the boiling point of tungsten?"));

        answer.ShouldBeOfType<Answer.Abstention>();
        var evidence = Engine.Evidence.Find(answer.EvidenceId)!;
        evidence.Kind.ShouldBe("abstention");
        (await ReplayAsync(evidence)).Same.ShouldBeTrue();
    }

    [Fact]
    public async Task Replay_shows_the_answer_of_then_after_the_article_was_edited()
    {
        var answer = await Engine.Answerer.AnswerAsync(new Question(Led));
        var article = Engine.Articles.Find("001_d410f58d39418b5e")!.Article;
        var edited = article with { Blocks = [.. article.Blocks.Select(block => block with { Text = block.Text.Replace("Checkland", "Smith") })], Version = "0000000000000000" };
        Engine.Articles.Put(edited);

        (await ReplayAsync(Engine.Evidence.Find(answer.EvidenceId)!)).Same.ShouldBeTrue();
    }

    [Fact]
    public async Task Replay_says_that_a_paragraph_was_altered_in_the_store()
    {
        var answer = await Engine.Answerer.AnswerAsync(new Question(Led));
        using (var connection = Engine.Database.Open())
        {
            connection.Run("UPDATE block SET text = replace(text, 'Checkland', 'Smith')").ShouldBeGreaterThan(0);
        }

        (await ReplayAsync(Engine.Evidence.Find(answer.EvidenceId)!)).NotReplayable!.ShouldContain("altered or removed");
    }

    [Fact]
    public async Task Replay_shows_what_comes_out_otherwise_under_other_settings()
    {
        var answer = await Engine.Answerer.AnswerAsync(new Question(Led));
        var evidence = Engine.Evidence.Find(answer.EvidenceId)!;
        _engine!.Dispose();
        _settings.Answering.Threshold = 1;
        _engine = Open();

        var report = await ReplayAsync(evidence);

        report.Notes.ShouldHaveSingleItem().ShouldStartWith("Settings have changed");
        report.Differences.ShouldContain("kind: was grounded, now abstention");
    }

    [Fact]
    public async Task Replay_says_that_the_question_was_not_stored()
    {
        _settings.Evidence.Question = StoredQuestion.None;
        var answer = await Engine.Answerer.AnswerAsync(new Question(Led));

        (await ReplayAsync(Engine.Evidence.Find(answer.EvidenceId)!)).NotReplayable!.ShouldContain("was not stored");
    }

    [Fact]
    public async Task Replay_says_that_the_payload_was_deleted()
    {
        var answer = await Engine.Answerer.AnswerAsync(new Question(Led, User: "her"));
        new EvidenceEraser(Engine.Evidence, _time).Forget("her");

        (await ReplayAsync(Engine.Evidence.Find(answer.EvidenceId)!)).NotReplayable!.ShouldContain("deleted");
    }

    [Theory]
    [InlineData(StoredQuestion.Masked, "Who led the research? I am •••")]
    [InlineData(StoredQuestion.Whole, "Who led the research? I am jo@nhs.net")]
    public async Task Personal_details_are_masked_at_the_door_with_a_notice(StoredQuestion setting, string stored)
    {
        _settings.Evidence.Question = setting;

        var answer = await Engine.Answerer.AnswerAsync(new Question("Who led the research? I am jo@nhs.net"));

        answer.Question.ShouldBe("Who led the research? I am •••");
        answer.Notices.ShouldContain(notice => notice.Kind == NoticeKind.Masked && notice.Text.Contains("an e-mail address"));
        var evidence = Engine.Evidence.Find(answer.EvidenceId)!;
        evidence.Record!.Question.ShouldBe(stored);
        (await ReplayAsync(evidence)).Same.ShouldBeTrue();
    }

    [Fact]
    public async Task A_curated_answer_wins_over_search_and_is_recorded_as_curated()
    {
        _ = Engine;
        await File.WriteAllTextAsync(Path.Combine(_folder, "index", "curated.yaml"), """
            answers:
            - questions: [Who led the research?]
              text: Dr Kath Checkland, from the University of Manchester, led the research. [1]
              citations:
              - article: 001_d410f58d39418b5e
                quote: said Dr Kath Checkland, from the University of Manchester, who led the research
            """);

        var answer = (await Engine.Answerer.AnswerAsync(new Question(Led))).ShouldBeOfType<Answer.Grounded>();

        answer.Curated.ShouldBeTrue();
        answer.Notices.ShouldContain(notice => notice.Kind == NoticeKind.Curated);
        Engine.Evidence.Find(answer.EvidenceId)!.Record!.Composer.ShouldBe("curated");
    }

    private Task<ReplayReport> ReplayAsync(StoredEvidence evidence) => Engine.Replay().ReplayAsync(evidence);

    private BotEngine Open()
    {
        var engine = BotEngine.Open(Path.Combine(_folder, "index"), _settings, _time);
        engine.Ingestor.Ingest([Path.Combine(Repository(), "seeds")]).ToList();
        engine.Synchronise();
        return engine;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CcgBot.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
