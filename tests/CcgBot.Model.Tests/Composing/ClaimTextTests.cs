using CcgBot.Model.Composing;

namespace CcgBot.Model.Tests.Composing;

public sealed class ClaimTextTests
{
    private const string Paragraph = "The full report is available at www.prucomm.ac.uk and costs £1.50, e.g. by post.";

    [Theory]
    [InlineData("The report is at www.prucomm.ac.uk.", "The report is at www.prucomm.ac.uk.")]
    [InlineData("The report is at www.prucomm.ac.uk/x.", "The report is at")]
    [InlineData("See [the report](https://evil.example) now.", "See the report now.")]
    [InlineData("![pixel](https://evil.example/?q=1)The report.", "The report.")]
    [InlineData("<b>The</b> report.", "The report.")]
    [InlineData("The report [1][2].", "The report.")]
    [InlineData("The **full** report.", "The full report.")]
    [InlineData("The re\u200bport\u202e.", "The report.")]
    [InlineData("It costs £1.50, e.g. by post.", "It costs £1.50, e.g. by post.")]
    [InlineData("Mail me@evil.example.", "Mail")]
    [InlineData("Go to 10.0.0.1/admin.", "Go to")]
    public void Is_plain_and_keeps_only_the_articles_addresses(string text, string plain) => Assert.Equal(plain, ClaimText.Of(text, [Paragraph]));
}
