namespace CcgBot.Text;

/// <summary>Words of the language: one of them is no misspelling, however near to a word of the articles ("harm", "hard").</summary>
/// <param name="load">Gives the words, in lower case; asked once, when a word is first looked up.</param>
public sealed class WordList(Func<IReadOnlySet<string>> load)
{
    private static readonly string[] Endings = ["s", "es", "d", "ed", "ing", "ly", "er", "ers", "or", "ors"];

    private readonly Lazy<IReadOnlySet<string>> _words = new(load);

    /// <summary>Whether it is a word, or one with a common ending ("merges", "merging", "planned").</summary>
    public bool Has(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var lower = word.ToLowerInvariant();
        return _words.Value.Contains(lower) || Endings.Any(ending => lower.Length > ending.Length + 2 && lower.EndsWith(ending, StringComparison.Ordinal) && HasStem(lower[..^ending.Length]));
    }

    /// <summary>As it is, with the "e" that an ending takes away, or without the letter that it doubles.</summary>
    private bool HasStem(string stem) =>
        _words.Value.Contains(stem) || _words.Value.Contains(stem + "e") || stem[^1] == stem[^2] && _words.Value.Contains(stem[..^1]);
}
