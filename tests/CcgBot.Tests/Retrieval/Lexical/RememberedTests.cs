using CcgBot.Retrieval.Lexical;

namespace CcgBot.Tests.Retrieval.Lexical;

public sealed class RememberedTests
{
    [Fact]
    public void Looks_a_word_up_once()
    {
        var looked = new List<string>();
        var remembered = new Remembered<int>();
        int Look(string word)
        {
            looked.Add(word);
            return word.Length;
        }

        Assert.Equal([3, 5, 3], ((string[])["one", "three", "one"]).Select(word => remembered.Of(word, Look)));
        Assert.Equal(["one", "three"], looked);
    }

    [Fact]
    public void Forgets_rather_than_grow_without_end()
    {
        var remembered = new Remembered<int>();
        for (var i = 0; i < 25_000; i++)
        {
            Assert.Equal(i, remembered.Of($"word{i}", word => int.Parse(word.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture)));
        }

        var again = 0;
        remembered.Of("word0", _ => ++again);
        Assert.Equal(1, again);
    }
}
