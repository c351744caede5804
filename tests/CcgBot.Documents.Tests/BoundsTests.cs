using System.Diagnostics;
using System.Text;
using CcgBot.Articles;

namespace CcgBot.Documents.Tests;

/// <summary>What was cut off, damaged or made to do harm is a named failure, soon.</summary>
public sealed class BoundsTests
{
    private const int Copies = 100;

    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Truncated_and_flipped_copies_are_read_or_named(string name)
    {
        var bytes = Samples.All[name];
        var random = new Random(7);
        var longest = TimeSpan.Zero;
        for (var copy = 0; copy < 2 * Copies; copy++)
        {
            byte[] damaged = copy < Copies ? bytes[..(bytes.Length * copy / Copies)] : [.. bytes];
            for (var flip = 0; copy >= Copies && flip < 1 + copy % 8; flip++)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            var watch = Stopwatch.StartNew();
            try
            {
                foreach (var document in Reading.Process.Read(new DocumentFile(name, damaged), Reading.Options, CancellationToken.None) ?? [])
                {
                    (document.Problem is null or { Length: > 4 }).ShouldBeTrue();
                }
            }
            catch (InvalidDataException told)
            {
                told.Message.Length.ShouldBeGreaterThan(4);
                told.Message.ShouldNotContain("\n");
            }

            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
        }

        longest.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void What_unpacks_to_very_much_is_not_unpacked()
    {
        var zeros = new byte[64 << 20];

        Problem("bomb.gz", Samples.Gzip(zeros)).ShouldContain("times its size");
        Problem("bomb.docx", Samples.Zip(("[Content_Types].xml", [1]), ("word/document.xml", zeros))).ShouldContain("times its size");
        Reading.Documents("bomb.zip", Samples.Zip(("good.csv", Encoding.UTF8.GetBytes(Samples.Csv)), ("zeros.txt", zeros)))
            .Select(document => document.Problem is null).ShouldBe([true, false]);
    }

    [Fact]
    public void Archives_within_archives_end_somewhere()
    {
        var inner = Encoding.UTF8.GetBytes(Samples.Csv);
        var name = "a.csv";
        for (var depth = 0; depth < 10; depth++)
        {
            (inner, name) = (Samples.Zip((name, inner)), "inner.zip");
        }

        Reading.Documents("outer.zip", inner).ShouldHaveSingleItem().Problem.ShouldNotBeNull().ShouldContain("deep");
    }

    [Theory]
    [InlineData("deep.html", "<div>", 200_000)]
    [InlineData("deep.html", "<b><i>", 20_000)]
    [InlineData("deep.md", "> ", 20_000)]
    [InlineData("deep.md", "[", 50_000)]
    [InlineData("deep.md", "**a ", 20_000)]
    [InlineData("deep.rtf", "{", 100_000)]
    [InlineData("deep.csv", ",", 500_000)]
    public void Nesting_is_bounded(string name, string part, int times)
    {
        var text = (name.EndsWith("rtf", StringComparison.Ordinal) ? "{\\rtf1 " : "") + string.Concat(Enumerable.Repeat(part, times)) + " words at the end";
        var watch = Stopwatch.StartNew();
        try
        {
            Reading.Documents(name, Encoding.UTF8.GetBytes(text)).ShouldHaveSingleItem();
        }
        catch (InvalidDataException told)
        {
            told.Message.Length.ShouldBeGreaterThan(4);
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("locked.docx", "password")]
    [InlineData("old.doc", "password")]
    public void An_old_or_locked_Office_file_is_named(string name, string expected) =>
        Problem(name, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]).ShouldContain(expected);

    private static string Problem(string name, byte[] bytes) => Should.Throw<InvalidDataException>(() => Reading.Documents(name, bytes)).Message;
}
