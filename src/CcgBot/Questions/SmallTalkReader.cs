using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CcgBot.Text;

namespace CcgBot.Questions;

/// <summary>
/// Reads small talk by its form: a message that is nothing but phrases of a small, closed set, whatever its case, punctuation, emoji, stretched letters
/// and slips of the keyboard; and cuts it off both ends of a question ("Hi, what is a CCG? Thanks!"). Pure.
/// </summary>
public static partial class SmallTalkReader
{
    /// <summary>More words than this are no small talk.</summary>
    private const int MostWords = 24;

    private const int ShortestWithSlip = 5;

    /// <summary>Words of the phrases that are not themselves near another common word: one of them is known with a slip ("thnaks", "helo").</summary>
    private static readonly FrozenSet<string> KnownWithSlip =
        ("hello thanks thank please goodbye morning afternoon evening cheers welcome awesome brilliant excellent perfect appreciate appreciated understood "
            + "helpful wonderful fantastic amazing person human someone somebody robot useless").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Begin a question even where nothing parts it from a greeting: "hi what is a CCG".</summary>
    private static readonly FrozenSet<string> Openers =
        ("what whats who whos whom whose which when where why how is are was were do does did can could will would shall should may might must has have "
            + "had tell explain describe define "
            + "list name give show find please i im my we our summarise summarize and but so").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <param name="isWordOfArticles">Whether the articles have a word: one that they have is no slip of another ("fines"); null = none is known.</param>
    public static SmallTalk Read(string message, Func<string, bool>? isWordOfArticles = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var words = Words(message);
        if (words.Count == 0)
        {
            return OfSigns(message) is { } sign ? new SmallTalk([sign], "") : new SmallTalk([], message.Trim());
        }

        var kinds = new List<SmallTalkKind>();
        var first = Leading(words, kinds, isWordOfArticles);
        if (first == words.Count)
        {
            return kinds.Count > 0 ? new SmallTalk(InOrder(kinds), "") : new SmallTalk([], message.Trim());
        }

        // "Good practice guidelines?" begins with no small talk: something must part the two.
        var parted = first > 0 && kinds.Count > 0
            && (IsParted(message, words, first)
                || !kinds.Exists(kind => kind is SmallTalkKind.Identity or SmallTalkKind.Person)
                    && (Openers.Contains(words[first].Text) || kinds is [SmallTalkKind.Greeting or SmallTalkKind.Thanks]));
        if (!parted)
        {
            (first, kinds) = (0, []);
        }

        var last = Trailing(message, words, first, kinds, isWordOfArticles);
        if (first == 0 && last == words.Count)
        {
            return new SmallTalk([], message.Trim());
        }

        var end = last == words.Count ? message.Length : EndOfSentence(message, words[last - 1].End, words[last].Start);
        return new SmallTalk(InOrder(kinds), message[words[first].Start..end].Trim());
    }

    /// <returns>How many words at the start are phrases and what goes with them.</returns>
    private static int Leading(IReadOnlyList<Word> words, List<SmallTalkKind> kinds, Func<string, bool>? isWordOfArticles)
    {
        var at = 0;
        while (at < Math.Min(words.Count, MostWords))
        {
            var (length, kind) = LongestAt(words, at, isWordOfArticles);
            if (length == 0)
            {
                break;
            }

            if (kind is { } found)
            {
                kinds.Add(found);
            }

            at += length;
        }

        return at;
    }

    /// <returns>How many words come before the small talk that ends the message; only thanks and farewells end a question.</returns>
    private static int Trailing(string message, IReadOnlyList<Word> words, int first, List<SmallTalkKind> kinds, Func<string, bool>? isWordOfArticles)
    {
        for (var from = Math.Max(first + 1, words.Count - 8); from < words.Count; from++)
        {
            var ending = new List<SmallTalkKind>();
            if (IsParted(message, words, from)
                && Leading([.. words.Skip(from)], ending, isWordOfArticles) == words.Count - from
                && ending.Count > 0
                && ending.TrueForAll(kind => kind is SmallTalkKind.Thanks or SmallTalkKind.Farewell or SmallTalkKind.Compliment))
            {
                kinds.AddRange(ending);
                return from;
            }
        }

        return words.Count;
    }

    private static (int Length, SmallTalkKind? Kind) LongestAt(IReadOnlyList<Word> words, int at, Func<string, bool>? isWordOfArticles)
    {
        (int Length, SmallTalkKind? Kind) longest = (0, null);
        foreach (var phrase in SmallTalkPhrases.All)
        {
            var length = Match(phrase.Pattern, 0, words, at, isWordOfArticles);
            if (length > longest.Length)
            {
                longest = (length, phrase.Kind);
            }
        }

        return longest;
    }

    /// <returns>How many words the pattern takes from a place on; 0 = it does not stand there.</returns>
    private static int Match(IReadOnlyList<SmallTalkPhrases.Slot> pattern, int slot, IReadOnlyList<Word> words, int at, Func<string, bool>? isWordOfArticles)
    {
        if (slot == pattern.Count)
        {
            return 0;
        }

        var taken = 0;
        if (at < words.Count && pattern[slot].Words.Any(word => Is(words[at].Text, word, isWordOfArticles)))
        {
            var rest = Match(pattern, slot + 1, words, at + 1, isWordOfArticles);
            taken = rest > 0 || IsOver(pattern, slot + 1) ? rest + 1 : 0;
        }

        return pattern[slot].Optional ? Math.Max(taken, Match(pattern, slot + 1, words, at, isWordOfArticles)) : taken;
    }

    private static bool IsOver(IReadOnlyList<SmallTalkPhrases.Slot> pattern, int slot) => pattern.Skip(slot).All(rest => rest.Optional);

    private static bool Is(string typed, string word, Func<string, bool>? isWordOfArticles) =>
        typed == word
        || Stretched(typed, word)
        || KnownWithSlip.Contains(word) && typed.Length >= ShortestWithSlip - 1 && typed[0] == word[0] && EditDistance.Of(typed, word) == 1
            && (typed + "s" == word || typed != word + "s") && isWordOfArticles?.Invoke(typed) != true;

    /// <summary>"hiii", "byeee", "soooo".</summary>
    private static bool Stretched(string typed, string word)
    {
        if (typed.Length <= word.Length || typed[0] != word[0])
        {
            return false;
        }

        var t = 0;
        for (var w = 0; w < word.Length; w++)
        {
            if (t >= typed.Length || typed[t] != word[w])
            {
                return false;
            }

            t++;
            while (t < typed.Length && typed[t] == word[w] && (w + 1 == word.Length || word[w + 1] != word[w]))
            {
                t++;
            }
        }

        return t == typed.Length && word.Length > 1 && typed != word + "s";
    }

    private static bool IsParted(string message, IReadOnlyList<Word> words, int at) =>
        at > 0 && message.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End).ContainsAny(",.!?;:–—\n()");

    /// <summary>The question keeps its own end mark.</summary>
    private static int EndOfSentence(string message, int end, int most)
    {
        while (end < most && message[end] is '?' or '!' or '.' or '”' or '"' or ')')
        {
            end++;
        }

        return end;
    }

    private static IReadOnlyList<SmallTalkKind> InOrder(List<SmallTalkKind> kinds) => [.. kinds.Distinct().OrderDescending()];

    /// <summary>What a message of signs alone says; null when there is no picture in it ("?", "…").</summary>
    private static SmallTalkKind? OfSigns(string message)
    {
        var pictures = message.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol
            || rune.Value is >= 0x2600 and <= 0x27BF or >= 0x1F300 and <= 0x1FAFF).ToList();
        return pictures.Count == 0
            ? Face().Match(message.Trim()) is { Success: true } face ? face.Value[^1] is '(' or '/'
                ? SmallTalkKind.Complaint : SmallTalkKind.Acknowledgement : null
            : pictures.Select(rune => rune.Value).FirstOrDefault(value => value is not (>= 0x1F3FB and <= 0x1F3FF) and not 0xFE0F) switch
            {
                0x1F44B => SmallTalkKind.Greeting,
                0x1F64F or 0x1F490 or 0x1F339 => SmallTalkKind.Thanks,
                0x1F44E or 0x1F620 or 0x1F621 or 0x1F624 or 0x1F92C or 0x1F61E or 0x1F612 or 0x1F641 or 0x2639 or 0x1F622 or 0x1F62D => SmallTalkKind.Complaint,
                0x274C or 0x2716 => SmallTalkKind.No,
                0x2705 or 0x2714 => SmallTalkKind.Yes,
                _ => SmallTalkKind.Acknowledgement,
            };
    }

    private static IReadOnlyList<Word> Words(string message) =>
    [
        .. WordPattern().Matches(message).Take(512).Select(match =>
            new Word(match.Value.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).Replace("‘",
            "", StringComparison.Ordinal).ToLowerInvariant(), match.Index, match.Index + match.Length)),
    ];

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+(?:['’‘][\p{L}]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex WordPattern();

    /// <summary>":)", ";-)", ":D", ":(".</summary>
    [GeneratedRegex(@"^[:;=]-?[)(/PD]$")]
    private static partial Regex Face();

    /// <param name="Text">In lower case, without apostrophes.</param>
    private readonly record struct Word(string Text, int Start, int End);
}
