using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CcgBot.Text;
using Microsoft.ML.Tokenizers;

namespace CcgBot.Onnx.Reader;

/// <summary>
/// Text → token ids with the word that each comes from. The words are split as uncased BERT does (runs without white space, each punctuation mark and
/// ideograph alone), so that every token has an exact place in the text; the pieces of a word are the tokenizer's.
/// </summary>
internal sealed class ReaderTokens(BertTokenizer tokenizer)
{
    /// <summary>Words remembered with their pieces; a language has some ten thousand that come often.</summary>
    private const int MostWords = 50_000;

    /// <summary>A longer word is unknown, as in BERT.</summary>
    private const int LongestWord = 100;

    private readonly ConcurrentDictionary<string, int[]> _pieces = new(StringComparer.Ordinal);

    public int Start => tokenizer.ClassificationTokenId;

    public int Separator => tokenizer.SeparatorTokenId;

    public IReadOnlyList<ReaderToken> Encode(string text)
    {
        var tokens = new List<ReaderToken>(text.Length / 3);
        var begin = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var (alone, space, length) = Kind(text, i);
            if (alone || space)
            {
                Add(text, begin, i, tokens);
                begin = -1;
                if (alone)
                {
                    Add(text, i, i + length, tokens);
                }
            }
            else if (begin < 0)
            {
                begin = i;
            }

            i += length - 1;
        }

        Add(text, begin, text.Length, tokens);
        return tokens;
    }

    private static (bool Alone, bool Space, int Length) Kind(string text, int at)
    {
        var c = text[at];
        if (char.IsAscii(c))
        {
            return (char.IsAsciiLetterOrDigit(c) ? (false, false, 1) : c <= ' ' || c == 127 ? (false, true, 1) : (true, false, 1));
        }

        if (!Rune.TryGetRuneAt(text, at, out var rune))
        {
            return (false, true, 1);
        }

        var category = Rune.GetUnicodeCategory(rune);
        var punctuation = category is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;
        var ideograph = rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2FA1F) or (>= 0xF900 and <= 0xFAFF);
        return (punctuation || ideograph, Rune.IsWhiteSpace(rune) || category == UnicodeCategory.Control, rune.Utf16SequenceLength);
    }

    private void Add(string text, int start, int end, List<ReaderToken> tokens)
    {
        if (start < 0 || start >= end)
        {
            return;
        }

        foreach (var id in Pieces(text[start..end]))
        {
            tokens.Add(new ReaderToken(id, start, end));
        }
    }

    private int[] Pieces(string word)
    {
        if (_pieces.TryGetValue(word, out var known))
        {
            return known;
        }

        // The tokenizer drops accents through ICU, which this program may run without.
        var plain = Nfkc.WithoutMarks(word);
        var ids = plain.Length > LongestWord
            ? [tokenizer.UnknownTokenId]
            : tokenizer.EncodeToIds(plain, addSpecialTokens: false).ToArray();
        if (_pieces.Count >= MostWords)
        {
            _pieces.Clear();
        }

        return _pieces[word] = ids;
    }
}

/// <param name="Start">Of the word that the token is a piece of: an offset into the text.</param>
/// <param name="End">Exclusive.</param>
internal readonly record struct ReaderToken(int Id, int Start, int End);
