using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Hosting;
using Shouldly;

namespace CcgBot.Tests.Editing;

/// <summary>What editors say of a paragraph, in whatever way an answer could come to it.</summary>
public sealed class MarksTests : IDisposable
{
    private const string Parking = "The visitors' car park closes at nine in the evening on weekdays.";

    private readonly TestFolder _folder = new();
    private readonly BotEngine _engine;

    public MarksTests()
    {
        var settings = new BotSettings();
        settings.Retrieval.Dense.Enabled = false;
        settings.Evidence.KeyFile = _folder.At("evidence.key");
        _engine = BotEngine.Open(_folder.At("index"), settings, TimeProvider.System);
        Put("Visitors find the main entrance beside the bus stop on Mill Lane.", Parking, "The café beside the entrance opens at eight in the morning.");
    }

    [Fact]
    public async Task What_is_no_evidence_is_found_and_never_cited()
    {
        (await CitedAsync("When does the car park close?")).ShouldBe([2]);

        Mark(2, ParagraphMark.NotEvidence).Result.ShouldBe(EditResult.Done);

        (await CitedAsync("When does the car park close?")).ShouldNotContain(2);
        (await CitedAsync("What does the article parking say?")).ShouldNotContain(2);
        (await CitedAsync("Summarise the article about visiting by car")).ShouldNotContain(2);
        (await FoundAsync(search: true)).ShouldContain(2);
        (await FoundAsync(search: false)).ShouldNotContain(2);
    }

    [Fact]
    public async Task What_is_off_is_not_searched_before_the_index_follows_and_after()
    {
        Mark(2, ParagraphMark.Off).Result.ShouldBe(EditResult.Done);
        (await FoundAsync(search: true)).ShouldNotContain(2);

        _engine.TakeUp();
        _engine.Index.Count.ShouldBe(2);
        (await FoundAsync(search: true)).ShouldNotContain(2);

        Mark(2, ParagraphMark.Evidence).Result.ShouldBe(EditResult.Done);
        _engine.TakeUp();
        _engine.Index.Count.ShouldBe(3);
        (await CitedAsync("When does the car park close?")).ShouldBe([2]);
    }

    [Fact]
    public async Task A_mark_holds_in_the_next_version_for_the_same_words_alone()
    {
        Mark(2, ParagraphMark.Off);
        Put("A new first paragraph about the main entrance beside the bus stop.", "Another one about the wards and who may visit them.", Parking, "The car park closes at ten at weekends.");

        _engine.Articles.Marks("parking").Keys.ShouldBe([Parking]);
        (await FoundAsync(search: true)).ShouldNotContain(3);
        (await FoundAsync(search: true)).ShouldContain(4);
    }

    [Fact]
    public void A_second_editor_is_told_and_the_record_says_who_what_and_why()
    {
        var seen = _engine.Articles.StateOf("parking")!.Revision;
        Mark(2, ParagraphMark.Off, seen).Result.ShouldBe(EditResult.Done);

        Mark(3, ParagraphMark.Off, seen).Result.ShouldBe(EditResult.Conflict);
        Mark(2, ParagraphMark.Off).Result.ShouldBe(EditResult.Unchanged);
        Mark(9, ParagraphMark.Off).Result.ShouldBe(EditResult.NotFound);
        _engine.Editor.Mark("nosuch", 1, ParagraphMark.Off, new Edit("ann", null, null)).Result.ShouldBe(EditResult.NotFound);

        var change = _engine.Evidence.Changes(10).ShouldHaveSingleItem().Change;
        (change.Who, change.What, change.Subject, change.Why).ShouldBe(("ann", "article.mark", "parking", "it is old"));
        change.Before.ShouldBe("""{"paragraph":2,"mark":"evidence"}""");
        change.After.ShouldBe("""{"paragraph":2,"mark":"off"}""");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    private EditOutcome Mark(int number, ParagraphMark mark, string expected = EditOutcome.AnyRevision) =>
        _engine.Editor.Mark("parking", number, mark, new Edit("ann", "it is old", expected));

    private void Put(params string[] paragraphs)
    {
        _engine.Articles.Put(TextArticleReader.Create(
            "parking", "Visiting by car", "Estates", new DateOnly(2024, 5, 1), null, [.. paragraphs.Select((text, i) => new Block(BlockKind.Paragraph, text, i + 1))]));
        _engine.Synchronise();
    }

    private async Task<IReadOnlyList<int>> CitedAsync(string question) => await _engine.AnswerAsync(new Question(question)) switch
    {
        Answer.Grounded grounded => [.. grounded.Citations.Select(citation => citation.Paragraph.Id.Ordinal)],
        Answer.Abstention abstention => [.. abstention.Nearest.Select(citation => citation.Paragraph.Id.Ordinal)],
        _ => [],
    };

    private async Task<IReadOnlyList<int>> FoundAsync(bool search) =>
        [.. (await _engine.Retriever.RetrieveAsync(new Question("When does the car park close?") { IsSearch = search })).Paragraphs.Select(scored => scored.Paragraph.Id.Ordinal)];
}
