using CcgBot.Text;

namespace CcgBot.Tests.Text;

public class SearchFoldingTests
{
    [Theory]
    [InlineData("ﬁne ½", "fine 1⁄2")]
    [InlineData("e\u0301 café", "é café")]
    [InlineData("ＦＵＬＬ\u00a0２０", "FULL 20")]
    [InlineData("plain", "plain")]
    [InlineData("🦊\ud83d", "🦊\ud83d")]
    [InlineData("𝐁𝐨𝐥𝐝 ①", "Bold 1")]
    public void The_copy_to_search_is_normalised_as_NFKC_does(string text, string expected) => Assert.Equal(expected, SearchFolding.Of(text));

    [Theory]
    [InlineData("gov\u00ADern\u200Bment", "government")]
    [InlineData("gov\u00AD\nernment", "government")]
    [InlineData("x\u0301\u0302y", "xy")]
    [InlineData("it´s", "it´s")]
    [InlineData("مُحَمَّد", "محمد")]
    public void What_cannot_be_seen_is_left_out_of_the_copy(string text, string expected) => Assert.Equal(expected, SearchFolding.Of(text));

    [Theory]
    [InlineData("Ro\u0308ntgen", "Röntgen")]
    [InlineData("gov\u00ADernment", "gov\u00ADernment")]
    public void A_name_is_composed_and_loses_nothing(string text, string expected) => Assert.Equal(expected, SearchFolding.Composed(text));

    [Fact]
    public void Places_in_the_copy_lead_back_to_the_text()
    {
        var moved = new List<(int, int)>();
        Assert.Equal("fine soft", SearchFolding.Of("ﬁne so\u00ADft", (place, shift) => moved.Add((place, shift))));
        Assert.Equal([(2, -1), (7, 0)], moved);
    }

    [Theory]
    [InlineData("Röntgen", "Rontgen")]
    [InlineData("Ẽ ǘ", "E u")]
    [InlineData("e\u0301", "e")]
    public void Vocabularies_without_accents_get_the_letters_alone(string text, string expected) => Assert.Equal(expected, Nfkc.WithoutMarks(text));
}
