using CcgBot.Retrieval.Dense;

namespace CcgBot.Tests.Retrieval.Dense;

public class UnigramTokenizerTests
{
    private static readonly (string, double)[] Reserved = [("�", 0), ("<s>", 0), ("</s>", 0), ("x1", 0), ("x2", 0), ("x3", 0)];

    [Fact]
    public void The_path_of_the_highest_sum_wins()
    {
        var tokenizer = new UnigramTokenizer([.. Reserved, ("▁", -2), ("▁ab", -3), ("▁a", -1), ("b", -1), ("c", -5), ("bc", -9)]);
        Assert.Equal([8, 9], tokenizer.Encode("ab"));
        Assert.Equal([8, 9, 10], tokenizer.Encode("abc"));
    }

    [Fact]
    public void Runs_of_unknown_characters_become_one()
    {
        var tokenizer = new UnigramTokenizer([.. Reserved, ("▁", -2), ("a", -1)]);
        Assert.Equal([6, 0, 7, 0], tokenizer.Encode("☃☃a☃🦊☃"));
    }

    [Fact]
    public void Every_space_counts()
    {
        var tokenizer = new UnigramTokenizer([.. Reserved, ("▁", -2), ("a", -1)]);
        Assert.Equal([6, 7, 6, 6, 7], tokenizer.Encode("a  a"));
    }

    [Fact]
    public void A_null_score_in_the_vocabulary_counts_as_0()
    {
        using var json = new MemoryStream("""[["�",0],["<s>",0],["</s>",0],["x",0],["x",0],["x",0],["▁",-2],[":",null],["▁:",-1]]"""u8.ToArray());
        Assert.Equal([8, 7], UnigramTokenizer.Read(json).Encode("::"));
    }

    [Theory]
    [InlineData("ﬁne ½", "fine 1⁄2")]
    [InlineData("e\u0301 café", "é café")]
    [InlineData("ＦＵＬＬ\u00a0２０", "FULL 20")]
    [InlineData("plain", "plain")]
    [InlineData("🦊\ud83d", "🦊\ud83d")]
    public void Text_is_normalised_as_NFKC_does(string text, string expected) =>
        Assert.Equal(expected, string.Concat(Nfkc.CodePoints(text).Select(point => point is >= 0xd800 and < 0xe000 ? ((char)point).ToString() : char.ConvertFromUtf32(point))));
}
