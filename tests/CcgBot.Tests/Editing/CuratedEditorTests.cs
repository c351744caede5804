using System.Globalization;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Evidence;
using CcgBot.Tests.Evidence;
using Shouldly;

namespace CcgBot.Tests.Editing;

public sealed class CuratedEditorTests : IDisposable
{
    private const string Led = "Dr Kath Checkland, from the University of Manchester, led the research.";

    private readonly TemporaryStore _store = new();
    private readonly CuratedAnswers _curated;
    private readonly CuratedEditor _editor;

    public CuratedEditorTests()
    {
        _curated = new CuratedAnswers(Path.Combine(_store.Folder, "curated.yaml"), _store.Articles);
        _editor = new CuratedEditor(new CuratedStore(_store.Database), _store.Log, _store.Time);
        Put(Led);
    }

    [Fact]
    public void What_is_saved_answers_at_once_and_what_is_withdrawn_no_more()
    {
        var saved = _editor.Save(null, Written(Led), By("ann", null), _curated);
        saved.Result.ShouldBe(EditResult.Done);
        var entry = saved.Entry!;
        (entry.By, entry.Changed, entry.Written.Review).ShouldBe(("ann", _store.Time.GetUtcNow(), new DateOnly(2027, 1, 1)));
        _curated.Find("who led the research").ShouldNotBeNull().Citations.ShouldHaveSingleItem().Quote.ShouldBe(Led);

        _editor.Withdraw(entry.Id, By("bob", entry.Revision)).Result.ShouldBe(EditResult.Done);
        _curated.Find("who led the research").ShouldBeNull();
        _editor.Restore(entry.Id, By("bob", _editor.Store.Find(entry.Id)!.Revision)).Result.ShouldBe(EditResult.Done);
        _curated.Find("who led the research").ShouldNotBeNull();

        _store.Log.Changes(10, subject: entry.Id).Select(change => (change.Change.Who, change.Change.What, change.Change.Before is null))
            .ShouldBe([("bob", "curated.restore", false), ("bob", "curated.withdraw", false), ("ann", "curated.save", true)]);
        new EvidenceVerifier(_store.Log).Verify().Whole.ShouldBeTrue();
    }

    [Fact]
    public void More_than_is_kept_is_not_looked_at()
    {
        var written = Written(Led) with { Citations = [.. Enumerable.Repeat(new CuratedCitation("article", Led), CuratedText.MostCitations + 1)] };

        _curated.Examine(written).ShouldHaveSingleItem().Problem.ShouldNotBeNull().ShouldContain("at most");
        Should.Throw<InvalidDataException>(() => _editor.Save(null, written, By("ann", null), _curated)).Message.ShouldContain("at most 20 questions");
    }

    [Theory]
    [InlineData("Dr Kath Checkland led nothing.", "No paragraph of 'article' has the words")]
    [InlineData("from the University of Manchester", null)]
    public void Saving_is_blocked_while_a_quote_does_not_stand_in_its_article(string quote, string? problem)
    {
        var written = Written(quote);
        _curated.Examine(written).Select(finding => finding.Problem is null).ShouldBe(problem is null ? [true, true] : [false, false]);
        if (problem is null)
        {
            _editor.Save(null, written, By("ann", null), _curated).Result.ShouldBe(EditResult.Done);
        }
        else
        {
            Should.Throw<InvalidDataException>(() => _editor.Save(null, written, By("ann", null), _curated)).Message.ShouldContain(problem);
            _editor.Store.List().ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_sentence_that_its_quote_does_not_bear_out_blocks_saving_too()
    {
        var written = Written(Led) with { Text = "Dr Jane Smith led the research. [1]" };

        Should.Throw<InvalidDataException>(() => _editor.Save(null, written, By("ann", null), _curated)).Message.ShouldContain("does not name");
        Should.Throw<InvalidDataException>(() => _editor.Save(null, Written(Led) with { Text = "No mark." }, By("ann", null), _curated)).Message.ShouldContain("needs its marks");
    }

    [Fact]
    public void A_question_has_one_answer_and_a_second_editor_is_told()
    {
        var entry = _editor.Save(null, Written(Led), By("ann", null), _curated).Entry!;

        Should.Throw<InvalidDataException>(() => _editor.Save(null, Written(Led), By("bob", null), _curated)).Message.ShouldContain("has a curated answer already");
        _editor.Save(entry.Id, Written(Led) with { Review = null }, By("bob", entry.Revision), _curated).Result.ShouldBe(EditResult.Done);
        _editor.Save(entry.Id, Written(Led), By("ann", entry.Revision), _curated).Result.ShouldBe(EditResult.Conflict);
        _editor.Withdraw(entry.Id, By("ann", entry.Revision)).Result.ShouldBe(EditResult.Conflict);
        _editor.Withdraw("nosuch", By("ann", entry.Revision)).Result.ShouldBe(EditResult.NotFound);
    }

    [Fact]
    public void One_whose_words_left_the_articles_is_not_shown_and_says_why()
    {
        _editor.Save(null, Written(Led), By("ann", null), _curated);
        Put("A doctor led the research.");

        _curated.Find("who led the research").ShouldBeNull();
        _curated.CheckAll().ShouldHaveSingleItem().Problem!.ShouldStartWith("No paragraph of 'article' has the words");
    }

    public void Dispose()
    {
        _curated.Dispose();
        _store.Dispose();
    }

    private static CuratedText Written(string quote) =>
        new(["Who led the research?", "lead researcher"], "Dr Kath Checkland, from the University of Manchester, led the research. [1]", [new CuratedCitation("article", quote)], new DateOnly(2027, 1, 1));

    private static Edit By(string who, long? revision) => new(who, "because", revision?.ToString(CultureInfo.InvariantCulture));

    private void Put(string text) => _store.Articles.Put(new Article("article", "Title", null, null, null, ContentHash.Of(text), [new Block(BlockKind.Paragraph, text, 1)]));
}
