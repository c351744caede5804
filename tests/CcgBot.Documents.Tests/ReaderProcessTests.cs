using System.Diagnostics;
using System.Text;
using CcgBot.Articles;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace CcgBot.Documents.Tests;

/// <summary>A document is read in a process of its own, which is ended when it takes too long or too much.</summary>
public sealed class ReaderProcessTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private readonly ReaderProcess _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void One_process_reads_many_files()
    {
        foreach (var (name, bytes) in Samples.All)
        {
            Read(name, bytes, Reading.Options).ShouldNotBeEmpty();
        }

        _process.Started.ShouldBe(1);
    }

    [Fact]
    public void What_takes_too_long_is_ended_and_the_next_file_is_read()
    {
        var options = new IngestOptions { MaxSecondsPerDocument = 1, MaxReaderMegabytes = 4_096 };
        var watch = Stopwatch.StartNew();

        Should.Throw<InvalidDataException>(() => Read("long.html", Long(), options)).Message.ShouldContain("MaxSecondsPerDocument");

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(40));
        Read("burns.html", Samples.All["burns.html"], new IngestOptions { MaxReaderMegabytes = options.MaxReaderMegabytes }).ShouldNotBeEmpty();
        _process.Started.ShouldBe(2);
        _process.IsRunning.ShouldBeTrue();
    }

    [Fact]
    public void What_takes_too_much_memory_is_ended_and_the_next_file_is_read()
    {
        var options = new IngestOptions { MaxSecondsPerDocument = 120, MaxReaderMegabytes = 192 };

        Should.Throw<InvalidDataException>(() => Read("large.html", Long(), options)).Message.ShouldContain("MaxReaderMegabytes");

        Read("burns.html", Samples.All["burns.html"], options).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_process_that_was_ended_from_outside_is_started_anew()
    {
        Read("burns.html", Samples.All["burns.html"], Reading.Options);
        _process.Kill();

        Read("burns.html", Samples.All["burns.html"], Reading.Options).ShouldNotBeEmpty();
        _process.Started.ShouldBe(2);
    }

    [Fact]
    public void A_missing_program_is_named()
    {
        using var none = new ReaderProcess(Path.Combine(AppContext.BaseDirectory, "Nothing.dll"));

        Should.Throw<InvalidDataException>(() => none.Read(new DocumentFile("burns.html", Samples.All["burns.html"]), Reading.Options, CancellationToken.None))
            .Message.ShouldContain("install Nothing.dll");
    }

    [Fact]
    public void Keys_of_this_program_are_not_handed_on()
    {
        Environment.SetEnvironmentVariable("CCGBOT_TEST_SECRET", "hidden");
        Read("burns.html", Samples.All["burns.html"], Reading.Options);

        _process.Surroundings.ShouldNotContain("CCGBOT_TEST_SECRET");
        _process.Surroundings.ShouldContain("DOTNET_GCHeapHardLimit");
    }

    /// <summary>A thousand pages as people have them: two columns, some fifty lines each. The bounds are the product's; the figures go to the output of the test.</summary>
    [Fact]
    public void A_thousand_pages_are_read_in_a_minute_and_half_a_gigabyte()
    {
        var bytes = ThousandPages();
        var options = new IngestOptions();
        Read("burns.html", Samples.All["burns.html"], options);
        var watch = Stopwatch.StartNew();

        var document = Read("thousand.pdf", bytes, options).ShouldHaveSingleItem();

        output.WriteLine($"1,000 pages, {bytes.Length / 1048576.0:0.0} MB: {watch.Elapsed.TotalSeconds:0.0} s, at most {_process.PeakMegabytes} MB");
        document.Blocks.Count.ShouldBeGreaterThan(5_000);
        document.Blocks[^1].Page.ShouldBe(1_000);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        _process.PeakMegabytes.ShouldBeLessThan(500);
    }

    private IReadOnlyList<ReadDocument> Read(string name, byte[] bytes, IngestOptions options) =>
        _process.Read(new DocumentFile(name, bytes), options, CancellationToken.None).ShouldNotBeNull();

    private static byte[] Long() => Encoding.UTF8.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat("<div><p>Some <b>words</b> of a page</p><ul><li>and items</li></ul></div>", 400_000)));

    private static byte[] ThousandPages()
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        var random = new Random(5);
        string[] words = ["ward", "nurse", "patient", "drug", "dose", "morning", "evening", "before", "after", "the", "and", "with", "temperature", "pressure", "is", "taken", "given", "noted"];
        for (var number = 1; number <= 1_000; number++)
        {
            var page = builder.AddPage(PageSize.A4);
            page.AddText("Handbook of the ward", 9, new PdfPoint(60, 810), font);
            foreach (var x in (double[])[60, 310])
            {
                for (var line = 0; line < 52; line++)
                {
                    var text = string.Join(' ', Enumerable.Range(0, 8).Select(_ => words[random.Next(words.Length)]));
                    page.AddText(line % 9 == 8 ? text[..20] + "." : text, 10, new PdfPoint(x, 770 - 13.5 * line - (line / 9 * 6)), font);
                }
            }
        }

        return builder.Build();
    }
}
