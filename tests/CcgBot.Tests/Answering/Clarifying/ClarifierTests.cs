using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Hosting;
using Microsoft.Data.Sqlite;
using Shouldly;

namespace CcgBot.Tests.Answering.Clarifying;

public sealed class ClarifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-clarify-").FullName;
    private readonly BotSettings _settings = new();
    private readonly BotEngine _engine;

    public ClarifierTests()
    {
        _settings.Retrieval.Dense.Enabled = false;
        var seeds = Directory.CreateDirectory(Path.Combine(_folder, "articles")).FullName;
        File.WriteAllLines(Path.Combine(seeds, "corpus.jsonl"),
        [
            """{"_id":"trust","title":"Trusts","text":"The primary care trust (PCT) was set up in 2002. The PCT had a budget of nine million pounds."}""",
            """{"_id":"therapy","title":"Therapies","text":"Personal construct therapy (PCT) was devised in 1955. The PCT had a course of twelve sessions. PCT was set up by George Kelly in 1955."}""",
            """{"_id":"planet","title":"Mercury (planet)","text":"Mercury has a diameter of 4,879 kilometres. Mercury is the planet nearest to the Sun."}""",
            """{"_id":"element","title":"Mercury (element)","text":"Mercury is liquid at room temperature. A drop of mercury has a diameter of two millimetres."}""",
            """{"_id":"north","title":"The north report","text":"Dr Anna Brown led the north report. Dr Anna Brown works at the University of Leeds."}""",
            """{"_id":"south","title":"The south report","text":"Professor Tom Brown led the south report. Professor Tom Brown works at the University of Exeter."}""",
            """{"_id":"heads","title":"Who heads the centre","text":"The centre is headed by Dr Mary Stone and Dr Ruth Field."}""",
            """{"_id":"stone","title":"A head of the centre","text":"Dr Mary Stone works at the hospital in Derby."}""",
            """{"_id":"field","title":"A head of the centre","text":"Dr Ruth Field works at the clinic in Truro."}""",
        ]);
        _engine = BotEngine.Open(Path.Combine(_folder, "index"), _settings, TimeProvider.System);
        _engine.Ingestor.Ingest([seeds]).ToList();
        _engine.Synchronise();
    }

    public void Dispose()
    {
        _engine.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_short_form_with_two_long_forms_is_asked_about()
    {
        var asked = (await AskAsync("When was the PCT set up?")).ShouldBeOfType<Answer.Clarification>();

        asked.Prompt.ShouldStartWith("“PCT” stands for two things in the articles");
        asked.Options.Select(option => option.Question).ShouldBe(
            ["When was the primary care trust (PCT) set up?", "When was the Personal construct therapy (PCT) set up?"], ignoreOrder: true);
    }

    [Fact]
    public async Task Each_choice_is_answered_and_not_asked_about_again()
    {
        var asked = (await AskAsync("When was the PCT set up?")).ShouldBeOfType<Answer.Clarification>();

        var answers = new List<Answer>();
        foreach (var option in asked.Options)
        {
            answers.Add(await AskAsync(option.Question, new Turn(Role.User, "When was the PCT set up?"), new Turn(Role.Assistant, AnswerMarkdown.Of(asked))));
        }

        answers.ShouldAllBe(answer => answer is Answer.Grounded);
    }

    [Theory]
    [InlineData("When was the primary care trust PCT set up?")]
    [InlineData("What was the budget of the PCT?")]
    public async Task A_question_that_says_which_or_that_one_reading_answers_better_is_answered(string question) =>
        (await AskAsync(question)).ShouldBeOfType<Answer.Grounded>();

    [Fact]
    public async Task A_name_that_two_articles_bear_is_asked_about()
    {
        (await AskAsync("What diameter has Mercury?")).ShouldBeOfType<Answer.Clarification>()
            .Options.Select(option => option.Label).ShouldBe(["Mercury (planet)", "Mercury (element)"], ignoreOrder: true);
        (await AskAsync("What diameter has the planet Mercury?")).ShouldBeOfType<Answer.Grounded>();
    }

    [Fact]
    public async Task A_surname_that_two_people_bear_is_asked_about_unless_a_first_name_or_title_says_which()
    {
        (await AskAsync("Where does Brown work?")).ShouldBeOfType<Answer.Clarification>()
            .Options.Select(option => option.Question).ShouldBe(["Where does Dr Anna Brown work?", "Where does Professor Tom Brown work?"], ignoreOrder: true);
        (await AskAsync("Where does Anna Brown work?")).ShouldBeOfType<Answer.Grounded>();
        (await AskAsync("Where does Professor Brown work?")).ShouldBeOfType<Answer.Grounded>();
    }

    [Fact]
    public async Task A_pronoun_that_fits_two_people_of_the_last_answer_is_asked_about()
    {
        const string said = "The centre is headed by Dr Mary Stone and Dr Ruth Field. [1]";

        (await AskAsync("And where does she work?", new Turn(Role.User, "Who heads the centre?"), new Turn(Role.Assistant, said)))
            .ShouldBeOfType<Answer.Clarification>()
            .Options.Select(option => option.Question).ShouldBe(["where does Dr Mary Stone work?", "where does Dr Ruth Field work?"]);
        (await AskAsync("And where does she work?", new Turn(Role.User, "Does Mary Stone head the centre?"), new Turn(Role.Assistant, said)))
            .ShouldNotBeOfType<Answer.Clarification>();
    }

    [Fact]
    public async Task What_is_not_answered_is_abstained_from_and_never_asked_about() =>
        (await AskAsync("Which football club did the PCT sponsor in Brazil?")).ShouldBeOfType<Answer.Abstention>();

    [Fact]
    public async Task It_can_be_switched_off()
    {
        _settings.Answering.Clarify = false;
        (await AskAsync("When was the PCT set up?")).ShouldBeOfType<Answer.Grounded>();
    }

    [Fact]
    public async Task A_clarification_is_recorded_with_its_readings_and_replayed()
    {
        var asked = await AskAsync("When was the PCT set up?");
        var stored = _engine.Evidence.Find(asked.EvidenceId)!;

        stored.Kind.ShouldBe("clarification");
        stored.Record!.Readings.Select(reading => reading.Label).ShouldBe(["PCT: primary care trust", "PCT: Personal construct therapy"], ignoreOrder: true);
        (await _engine.Replay().ReplayAsync(stored)).Differences.ShouldBeEmpty();
        _engine.Evidence.Unanswered(10).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_choices_are_named_in_the_text_and_in_the_json()
    {
        var json = AnswerJson.From(await AskAsync("When was the PCT set up?"));

        json.Kind.ShouldBe("clarification");
        json.Text.ShouldContain("- PCT: primary care trust");
        json.Clarification!.Options.Count.ShouldBe(2);
        json.Suggestions.ShouldBeEmpty();
    }

    private Task<Answer> AskAsync(string question, params Turn[] history) => _engine.Answerer.AnswerAsync(new Question(question, history));
}
