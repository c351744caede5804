using CcgBot.Articles;
using Shouldly;

namespace CcgBot.Tests.Articles;

public sealed class TextBlocksTests
{
    [Fact]
    public void An_item_knows_its_lead_in_and_its_level()
    {
        var blocks = TextBlocks.Of("""
            Stay at the hut

            The hut is open in summer. You must bring:
            - a sleeping bag
            - food, that is
              - bread
              - cheese
            - a torch

            The warden is called Ann.
            """);

        blocks.Select(block => block.Layout).ShouldBe([
            new BlockLayout(BlockForm.Heading),
            new BlockLayout(BlockForm.LeadIn),
            new BlockLayout(BlockForm.ListItem, 1, 1),
            new BlockLayout(BlockForm.ListItem, 2, 1),
            new BlockLayout(BlockForm.ListItem, 1, 2),
            new BlockLayout(BlockForm.ListItem, 2, 2),
            new BlockLayout(BlockForm.ListItem, 5, 1),
            null,
        ]);
    }

    [Fact]
    public void A_number_at_a_wrapped_lines_start_is_no_item()
    {
        var blocks = TextBlocks.Of("Die Praxis ist wegen des Umbaus geschlossen und öffnet wieder am\n12. Februar 2017 um neun Uhr.");

        blocks.ShouldHaveSingleItem().Layout.ShouldBeNull();
    }

    [Fact]
    public void Wrapped_lines_without_blank_ones_are_cut_where_a_line_ends_early()
    {
        var first = "The harbour was built in the reign of the old king, who wanted a place for\nhis ships that the winter storms could not reach. It took eleven years, and\nthe wall fell twice before it stood.";
        var second = "Today the harbour has forty berths, most of them let to fishermen by the\nyear. Visitors may tie up at the east wall for one night without paying, and\nfor longer when the harbour master agrees.";
        var info = "Name Lark Harbour\nBuilt 1611\nBerths 40\nDepth 4 m\nOwner The town\nPhone 01632 960 001\nChannel 12";

        var blocks = TextBlocks.Of($"{info}\n{first}\n{second}");

        blocks.Count.ShouldBe(9);
        blocks[^2].Text.ShouldBe(first);
        blocks[^1].Text.ShouldBe(second);
    }

    [Fact]
    public void A_table_is_one_block_with_its_caption_before_it()
    {
        var blocks = TextBlocks.Of("Fares of the ferry\n\nThese are the fares:\n\nTicket\tFare\nAdult\t£4\nChild\t£2\n\nPay on board.");

        blocks.Select(block => block.Layout?.Form).ShouldBe([BlockForm.Heading, BlockForm.LeadIn, BlockForm.Table, null]);
        blocks[2].Layout!.LeadIn.ShouldBe(1);
    }

    [Theory]
    [InlineData(90, 145)]
    [InlineData(130, 130)]
    public void Lines_taken_out_of_wide_pages_are_put_together_and_entries_stay_apart(int first, int second)
    {
        const string Prose = "The hut was built by the club in the year after the war and has been open to walkers of every age and country ever since. "
            + "Its first warden was a woman from the valley who carried everything up by herself and never once asked for help. "
            + "Those who came late found a lamp in the window, and those who came in the rain found a fire and dry blankets beside it. "
            + "She kept a book of all her guests in which each of them wrote a line or two, and the book is still shown to visitors today. ";
        string[] entries = ["Height 1,840 metres", "Beds 24 in two rooms", "Warden since 1948"];
        var text = string.Join('\n', [.. entries, .. Wrapped(Prose + Prose, first), .. Wrapped(Prose + Prose, second)]);

        var blocks = TextBlocks.Of(text).Select(block => block.Text).ToList();

        entries.ShouldBeSubsetOf(blocks);
        blocks.ShouldContain(block => block.ReplaceLineEndings(" ").Contains("Its first warden was a woman from the valley who carried everything up by herself and never once asked for help.", StringComparison.Ordinal));
        blocks.Count.ShouldBeLessThan(24);
    }

    [Fact]
    public void Long_paragraphs_of_one_line_each_stay_apart()
    {
        var lines = Enumerable.Range(1, 20).Select(i => $"Paragraph {i} says at some length, as paragraphs of one line do, that the path is closed in winter and open in summer for all who walk. It ends here.").ToList();

        TextBlocks.Of(string.Join('\n', lines)).Select(block => block.Text).ShouldBe(lines);
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        while (text.Length > width)
        {
            var end = text.LastIndexOf(' ', width);
            yield return text[..end];
            text = text[(end + 1)..];
        }

        yield return text.TrimEnd();
    }

    [Fact]
    public void A_changed_layout_is_a_new_version_and_plain_text_keeps_its_own()
    {
        Block[] plain = [new Block(BlockKind.Paragraph, "a", 1)];
        Block[] item = [new Block(BlockKind.Paragraph, "a", 1, new BlockLayout(BlockForm.ListItem, 0, 1))];

        TextArticleReader.Create("i", "t", null, null, null, item).Version.ShouldNotBe(TextArticleReader.Create("i", "t", null, null, null, plain).Version);
    }

    [Fact]
    public void Layout_is_kept_in_the_store_with_the_words_that_introduce()
    {
        using var folder = new TestFolder();
        var store = new ArticleStore(new CcgBot.Storage.Database(folder.At("a.db")), TimeProvider.System);
        store.Put(TextArticleReader.Read("hut", "The hut\n\nIt is small. You must not bring:\n- gas stoves\n- dogs\n\nThe warden lives there all year."));

        var paragraphs = store.Near(store.Get([store.ChangesSince(0).Single().Paragraphs[1].Key])[0], 10);

        paragraphs.Select(paragraph => paragraph.Text).ShouldBe(["It is small. You must not bring:", "- gas stoves", "- dogs", "The warden lives there all year."]);
        paragraphs.Select(paragraph => paragraph.LeadIn).ShouldBe(["", "You must not bring:", "You must not bring:", ""]);
        store.ChangesSince(0).Single().Paragraphs.Select(paragraph => paragraph.LeadIn).ShouldBe(["", "You must not bring:", "You must not bring:", ""]);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
