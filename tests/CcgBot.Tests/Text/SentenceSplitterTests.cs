using CcgBot.Text;
using Shouldly;
using Xunit.Abstractions;

namespace CcgBot.Tests.Text;

/// <summary>The sentence set: lines of eight scripts, half of them written before the rules were last changed and half after.</summary>
public sealed class SentenceSplitterTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true, 0.97)]
    [InlineData(false, 0.9)]
    public void Finds_the_sentences_of_the_set(bool first, double least)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Text", "sentences.txt"));
        var half = Array.FindIndex(lines, line => line.StartsWith("# The second half", StringComparison.Ordinal));
        var cases = (first ? lines[..half] : lines[half..]).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t', 2)[1]).ToList();

        var missed = cases.Where(line => !Found(string.Concat(Parts(line))).SequenceEqual(Parts(line).Select(Bare))).ToList();

        output.WriteLine($"{cases.Count - missed.Count} of {cases.Count}; missed:\n{string.Join('\n', missed)}");
        ((double)(cases.Count - missed.Count) / cases.Count).ShouldBeGreaterThanOrEqualTo(least, string.Join('\n', missed));
    }

    [Theory]
    [InlineData("Keep it dark. Do not\nopen the tin by hand.", "Do not\nopen the tin by hand.")]
    [InlineData("The dose for a grown dog of that size is\n350 milligrams.", "The dose for a grown dog of that size is\n350 milligrams.")]
    [InlineData("Bitte kommen Sie spätestens am\n12. Februar zu uns.", "Bitte kommen Sie spätestens am\n12. Februar zu uns.")]
    public void A_line_end_that_is_wrapping_ends_no_sentence(string text, string sentence) => Found(text).ShouldContain(sentence);

    [Theory]
    [InlineData("Opening hours\nMonday to Friday: nine to five\nSaturday: ten to four", 3)]
    [InlineData("Age\tDose\n1 to 3\t5 ml. Shake well.\n4 to 6\t7.5 ml", 3)]
    [InlineData("Bring:\na coat\na torch", 3)]
    public void A_line_end_on_purpose_ends_one(string text, int count) => Found(text).Count.ShouldBe(count);

    [Theory]
    [InlineData("Opening hours\rMonday: nine to five\rSunday: closed all day", 3)]
    [InlineData("First line.\u2028Second line.\u2028Third.", 3)]
    public void Knows_every_systems_line_ends(string text, int count) => Found(text).Count.ShouldBe(count);

    private static IReadOnlyList<string> Found(string text) => [.. SentenceSplitter.Split(text).Select(span => text[span.Start..span.End])];

    private static IEnumerable<string> Parts(string line) => line.Split('‖').Select(part => part.Replace('⏎', '\n'));

    private static string Bare(string sentence) => sentence.Trim().StartsWith("- ", StringComparison.Ordinal) ? sentence.Trim()[2..] : sentence.Trim();
}
