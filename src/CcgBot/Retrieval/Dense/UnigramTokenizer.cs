using System.Text;
using System.Text.Json;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// SentencePiece's unigram model as the encoder's own package reads it: the path of pieces with the highest sum of scores, found
/// with Viterbi's algorithm. It keeps that package's ways to the letter, because the weights expect them: a null score counts as
/// 0, a character outside the vocabulary costs nothing, a sum of exactly 0 counts as not reached, runs of unknowns become one.
/// </summary>
internal sealed class UnigramTokenizer
{
    private const int ReservedPieces = 6;
    private const int Unknown = 0;
    private const char Space = '▁';

    private readonly Node _root = new();
    private readonly int[] _lengths;

    /// <param name="pieces">In the order of their ids; the first six are reserved.</param>
    public UnigramTokenizer(IReadOnlyList<(string Piece, double Score)> pieces)
    {
        _lengths = [.. pieces.Select(piece => piece.Piece.Length)];
        for (var id = ReservedPieces; id < pieces.Count; id++)
        {
            var node = _root;
            foreach (var rune in pieces[id].Piece.EnumerateRunes())
            {
                node = node.Child(rune.Value) ?? node.Add(rune.Value);
            }

            (node.Id, node.Score) = (id, pieces[id].Score);
        }
    }

    /// <summary>Reads the package's <c>vocab.json</c>: an array of [piece, score or null].</summary>
    public static UnigramTokenizer Read(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        return new UnigramTokenizer([.. document.RootElement.EnumerateArray().Select(
            pair => (pair[0].GetString()!, pair[1].ValueKind == JsonValueKind.Number ? pair[1].GetDouble() : 0))]);
    }

    /// <summary>The ids of a text's pieces, in order; empty for an empty text.</summary>
    public List<int> Encode(string text)
    {
        var symbols = Nfkc.CodePoints(text);
        if (symbols.Count == 0)
        {
            return [];
        }

        symbols.Insert(0, Space);
        for (var i = 0; i < symbols.Count; i++)
        {
            symbols[i] = symbols[i] == ' ' ? Space : symbols[i];
        }

        var best = new double[symbols.Count + 1];
        var last = new int[symbols.Count + 1];
        for (var start = 0; start < symbols.Count; start++)
        {
            var found = false;
            var node = _root.Child(symbols[start]);
            for (var end = start + 1; node is not null; end++)
            {
                if (node.Id != Unknown)
                {
                    found = true;
                    Offer(end, best[start] + node.Score, node.Id);
                }

                node = end < symbols.Count ? node.Child(symbols[end]) : null;
            }

            if (!found)
            {
                Offer(start + 1, best[start], Unknown);
            }
        }

        var ids = new List<int>();
        for (var end = symbols.Count; end > 0; end -= _lengths[last[end]])
        {
            if (last[end] != Unknown || ids.Count == 0 || ids[^1] != Unknown)
            {
                ids.Add(last[end]);
            }
        }

        ids.Reverse();
        return ids;

        void Offer(int end, double score, int id)
        {
            if (best[end] == 0 || score >= best[end])
            {
                (best[end], last[end]) = (score, id);
            }
        }
    }

    private sealed class Node
    {
        private readonly Dictionary<int, Node> _children = [];

        public int Id { get; set; }

        public double Score { get; set; }

        public Node? Child(int symbol) => _children.GetValueOrDefault(symbol);

        public Node Add(int symbol) => _children[symbol] = new Node();
    }
}
