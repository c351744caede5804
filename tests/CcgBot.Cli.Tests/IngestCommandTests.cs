using CcgBot.Cli.Tests.Infrastructure;

namespace CcgBot.Cli.Tests;

/// <summary>The built program's <c>ingest</c>, <c>remove</c> and <c>show</c>.</summary>
public sealed class IngestCommandTests : IDisposable
{
    private const string Seed = "000_c83acc44ee83a71c";

    private readonly Ccgbot _ccgbot = new();

    public void Dispose() => _ccgbot.Dispose();

    [Fact]
    public void The_seeds_are_added_once_and_a_second_ingest_changes_nothing()
    {
        var first = _ccgbot.Run("ingest", Ccgbot.Seeds);
        var second = _ccgbot.Run("ingest", Ccgbot.Seeds);

        Assert.Equal((0, 0), (first.Exit, second.Exit));
        Assert.Contains($"{Seed}: added", first.Out);
        Assert.Contains("2 added, 0 updated, 0 unchanged, 0 failed", first.Out);
        Assert.Contains("0 added, 0 updated, 2 unchanged, 0 failed", second.Out);
    }

    [Fact]
    public void Bad_files_are_each_named_with_their_reason_and_the_good_ones_kept()
    {
        _ccgbot.Write("articles/good.txt", "On tea", "", "Tea was first drunk in China a long time ago.");
        _ccgbot.Write("articles/empty.txt");
        _ccgbot.Write("articles/picture.png", "x");
        File.WriteAllBytes(_ccgbot.At("articles/binary.txt"), [0x7f, 0x45, 0, 1, 2, 3, 0, 0xff]);
        // Fifty megabytes that take no room on the disk.
        using (var large = File.Create(_ccgbot.At("articles/large.txt")))
        {
            large.SetLength(50 * 1024 * 1024);
        }

        File.CreateSymbolicLink(_ccgbot.At("articles/unreadable.txt"), _ccgbot.At("nowhere"));

        var run = _ccgbot.Run("ingest", _ccgbot.At("articles"), _ccgbot.At("missing"));

        Assert.Equal(1, run.Exit);
        Assert.Contains("good: added", run.Out);
        Assert.Contains("1 added, 0 updated, 0 unchanged, 1 skipped, 5 failed", run.Out);
        Assert.Contains("empty.txt: failed: empty", run.Err);
        Assert.Matches("binary.txt: failed: .*binary", run.Err);
        Assert.Matches("large.txt: failed: .*too large", run.Err);
        Assert.Matches("unreadable.txt: failed: can't be read", run.Err);
        Assert.Matches("missing: failed: no such file or folder", run.Err);
        Assert.Contains("picture.png: skipped: '.png' is not read", run.Err);
        // A slow machine adds lines of progress.
        Assert.Equal(6, run.Err.Split('\n').Count(line => line.Contains("failed: ", StringComparison.Ordinal) || line.Contains("skipped: ", StringComparison.Ordinal)));
        Assert.Equal("grounded", Ask("Where was tea first drunk?").Json.GetProperty("kind").GetString());
    }

    [Fact]
    public void An_edit_is_answered_from_at_once_and_the_old_paragraph_stays_readable()
    {
        var articles = Path.GetDirectoryName(_ccgbot.Write("articles/board.txt", "The board", "", "The board was formed by Ann Smith in 1999."))!;
        _ccgbot.Run("ingest", articles);
        var old = Ask("Who formed the board?").Json.GetProperty("citations")[0].GetProperty("paragraphId").GetString()!;
        _ccgbot.Write("articles/board.txt", "The board", "", "The board was formed by Bob Jones in 1999.");

        Assert.Contains("board: updated", _ccgbot.Run("ingest", articles).Out);

        Assert.Contains("Bob Jones", Ask("Who formed the board?").Json.GetProperty("text").GetString());
        var shown = _ccgbot.Run("show", old);
        Assert.Equal(0, shown.Exit);
        Assert.Contains("Ann Smith", shown.Out);
        Assert.Contains("an earlier version; this text has changed since", shown.Out);
        Assert.Contains("Bob Jones", _ccgbot.Run("show", "board#p1").Out);
    }

    [Fact]
    public void A_removed_article_answers_nothing_and_its_citations_open_marked()
    {
        _ccgbot.Run("ingest", Ccgbot.Seeds);
        const string question = "Who led the research?";
        var cited = Ask(question).Json.GetProperty("citations")[0];
        var article = cited.GetProperty("articleId").GetString()!;

        var removed = _ccgbot.Run("remove", article);
        var again = _ccgbot.Run("remove", article);

        Assert.Equal((0, 1), (removed.Exit, again.Exit));
        Assert.Contains($"{article}: withdrawn", removed.Out);
        Assert.Contains("no such article, or removed already", again.Err);
        Assert.DoesNotContain($"\"articleId\": \"{article}\"", Ask(question).Out);
        Assert.Contains("· withdrawn", _ccgbot.Run("show", cited.GetProperty("paragraphId").GetString()!).Out);
    }

    [Fact]
    public void Pruning_withdraws_the_articles_whose_files_are_gone()
    {
        _ccgbot.Write("articles/tea.txt", "On tea", "", "Tea was first drunk in China a long time ago.");
        _ccgbot.Write("articles/coffee.txt", "On coffee", "", "Coffee was first grown in Ethiopia in the hills.");
        _ccgbot.Run("ingest", _ccgbot.At("articles"));
        File.Delete(_ccgbot.At("articles/coffee.txt"));

        Assert.DoesNotContain("coffee", _ccgbot.Run("ingest", _ccgbot.At("articles")).Out);
        Assert.Contains("coffee: withdrawn", _ccgbot.Run("ingest", _ccgbot.At("articles"), "--prune").Out);
        Assert.DoesNotContain("Ethiopia", Ask("Where was coffee first grown?").Out);
    }

    [Fact]
    public void A_corpus_of_lines_is_read_and_its_bad_lines_named()
    {
        _ccgbot.Write("corpus.jsonl", """{"_id":"tea","title":"Tea","text":"Tea was first drunk in China."}""", "no json", """{"_id":"x"}""");

        var run = _ccgbot.Run("ingest", _ccgbot.At("corpus.jsonl"));

        Assert.Equal(1, run.Exit);
        Assert.Contains("1 added, 0 updated, 0 unchanged, 2 failed", run.Out);
        Assert.Contains("corpus.jsonl:2: failed: ", run.Err);
        Assert.Contains("corpus.jsonl:3: failed: ", run.Err);
    }

    [Theory]
    [InlineData("no id of ours")]
    [InlineData("000_c83acc44ee83a71c#p99")]
    [InlineData("000_c83acc44ee83a71c#p1@0000000000000000")]
    [InlineData("nothing#p1")]
    public void Showing_what_is_not_there_ends_with_1_and_says_how_ids_look(string id)
    {
        _ccgbot.Run("ingest", Ccgbot.Seeds);

        var run = _ccgbot.Run("show", id);

        Assert.Equal(1, run.Exit);
        Assert.Contains($"{id}: no such paragraph. Paragraph ids look like", run.Err);
    }

    [Fact]
    public void A_paragraph_is_shown_with_its_neighbours()
    {
        _ccgbot.Run("ingest", Ccgbot.Seeds);

        var run = _ccgbot.Run("show", $"{Seed}#p2");

        Assert.Equal(0, run.Exit);
        Assert.Contains("16 November 2012", run.Out);
        Assert.Matches(@"(?s)  +1  .*>   2  .*  +3  ", run.Out);
    }

    private CliResult Ask(string question) => _ccgbot.Run("ask", question, "--json");
}
