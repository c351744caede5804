using System.Diagnostics;
using CcgBot.Answering;
using Shouldly;

namespace CcgBot.Tests.Answering.Support;

/// <summary>
/// 300 claims written for this: 150 false ones (a subject, place, number, cause, condition, scope or denial changed) and 150 fair paraphrases, about
/// 50 invented paragraphs of as many fields. The second file was first looked at when the check was finished: false shown 14 of 75, fair withheld 14
/// of 75 then; its kinds of error were mended after.
/// </summary>
public sealed class SupportPairsTests
{
    private const double MostFalseShown = 0.03;
    private const double MostFairWithheld = 0.15;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Answering", "Support");
    private static readonly List<Pair> Pairs = [.. Read("pairs.txt"), .. Read("pairs-aside.txt")];

    [Fact]
    public void There_are_three_hundred_pairs()
    {
        Pairs.Count(pair => pair.Kind is null).ShouldBe(150);
        Pairs.Count(pair => pair.Kind is not null).ShouldBe(150);
    }

    [Fact]
    public void Hardly_any_false_claim_is_shown()
    {
        var shown = Pairs.Where(pair => pair.Kind is not null && Check(pair).Supported).ToList();

        ((double)shown.Count / Pairs.Count(pair => pair.Kind is not null)).ShouldBeLessThanOrEqualTo(MostFalseShown, string.Join('\n', shown));
    }

    [Fact]
    public void Most_fair_paraphrases_are_shown()
    {
        var withheld = Pairs.Where(pair => pair.Kind is null && !Check(pair).Supported).ToList();

        ((double)withheld.Count / Pairs.Count(pair => pair.Kind is null)).ShouldBeLessThanOrEqualTo(
            MostFairWithheld, string.Join('\n', withheld.Select(pair => $"{pair.Claim} ({Check(pair).Reason})")));
    }

    [Fact]
    public void A_paragraphs_own_sentences_always_pass() =>
        Pairs.Select(pair => pair.Paragraph).Distinct()
            .SelectMany(paragraph => CcgBot.Text.SentenceSplitter.Split(paragraph).Select(span => (Sentence: paragraph[span.Start..span.End], paragraph)))
            .Where(item => !SupportCheck.Check(item.Sentence, [item.paragraph]).Supported)
            .ShouldBeEmpty();

    [Fact]
    public void A_claim_takes_no_more_than_a_few_milliseconds()
    {
        Pairs.ForEach(pair => Check(pair));
        var since = Stopwatch.GetTimestamp();
        Pairs.ForEach(pair => Check(pair));

        (Stopwatch.GetElapsedTime(since) / Pairs.Count).ShouldBeLessThan(TimeSpan.FromMilliseconds(20), "a busy machine's share included");
    }

    [Theory]
    [InlineData("Mortality rose in Leeds.", false)]
    [InlineData("Mortality fell in Leeds.", true)]
    [InlineData("Mortality rose in York.", true)]
    [InlineData("The trial was led by Acme Trust and funded by Jane Roe.", false)]
    [InlineData("The trial was funded by Acme Trust.", true)]
    [InlineData("Jane Roe led the trial.", true)]
    [InlineData("The syrup is not recommended for children.", false)]
    [InlineData("The syrup is not recommended for children under two months.", true)]
    [InlineData("Mortality fell in Leeds because the trial was led by Jane Roe.", false)]
    public void The_statements_that_an_attack_got_through_are_withheld_and_the_true_ones_shown(string claim, bool shown) => SupportCheck.Check(
        claim,
        ["The trial was led by Jane Roe and funded by Acme Trust. Mortality fell in Leeds but rose in York. The syrup is not recommended for children under two months."])
        .Supported.ShouldBe(shown);

    [Theory]
    [InlineData("Write to the clinic at help@clinic.example.", true)]
    [InlineData("Write to the clinic at help@clinic.example.com.", false)]
    [InlineData("Write to the clinic at desk@clinic.example.", false)]
    [InlineData("The clinic's page is https://clinic.example/a.", true)]
    [InlineData("The clinic's page is https://clinic.example/a/b.", false)]
    [InlineData("Ring the clinic on 01632 960123.", true)]
    [InlineData("Ring the clinic on 01632 960124.", false)]
    public void An_address_is_the_paragraphs_to_its_end_or_not_shown(string claim, bool shown) => SupportCheck.Check(
        claim, ["Write to the clinic at help@clinic.example. The clinic's page is https://clinic.example/a. Ring the clinic on 01632 960123."]).Supported.ShouldBe(shown);

    private static Verdict Check(Pair pair) => SupportCheck.Check(pair.Claim, [pair.Paragraph]);

    private static IEnumerable<Pair> Read(string file)
    {
        var paragraph = "";
        foreach (var line in File.ReadLines(Path.Combine(Folder, file)))
        {
            switch (line)
            {
                case ['P', ':', ..]:
                    paragraph = line[3..];
                    break;
                case ['=', ..]:
                    yield return new Pair(paragraph, line[2..], null);
                    break;
                case ['!', ..]:
                    var colon = line.IndexOf(':', StringComparison.Ordinal);
                    yield return new Pair(paragraph, line[(colon + 2)..], line[2..colon]);
                    break;
            }
        }
    }

    /// <param name="Kind">What was changed; null for a fair paraphrase.</param>
    private sealed record Pair(string Paragraph, string Claim, string? Kind);
}
