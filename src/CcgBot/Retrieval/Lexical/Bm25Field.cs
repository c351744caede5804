using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// BM25 over one field, to the letter as Lucene's BM25Similarity computes it (Robertson and Zaragoza 2009, with the length in one lossy byte):
/// weight · idf · (k1 + 1) · tf / (tf + k1 · (1 − b + b · length / average length)).
/// </summary>
internal sealed class Bm25Field
{
    private readonly long _documents;
    private readonly float _k1;
    private readonly float[] _lengthPart = new float[256];

    public Bm25Field(IndexSearcher searcher, string field, RetrievalOptions options)
    {
        _documents = searcher.IndexReader.MaxDoc;
        _k1 = options.K1;
        var tokens = MultiFields.GetTerms(searcher.IndexReader, field)?.SumTotalTermFreq ?? 0;
        AverageLength = tokens <= 0 ? 1f : (float)(tokens / (double)_documents);
        for (var norm = 0; norm < 256; norm++)
        {
            var inverseRoot = SmallSingle.SByte315ToSingle((sbyte)norm);
            _lengthPart[norm] = _k1 * (1 - options.B + options.B * (1.0f / (inverseRoot * inverseRoot)) / AverageLength);
        }
    }

    /// <summary>In index terms.</summary>
    public float AverageLength { get; }

    /// <summary>k1 · (1 − b + b · length / average) for each norm byte.</summary>
    public float[] LengthPart => _lengthPart;

    /// <summary>The part of a term's score that no document changes.</summary>
    public float Weight(int documentFrequency, float weight)
    {
        var idf = (float)Math.Log(1 + (_documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
        return idf * weight * (_k1 + 1);
    }

    /// <param name="norm">The document's length byte; null when the field has none, which counts as b = 0.</param>
    public float Score(float weight, int frequency, byte? norm) => weight * frequency / (frequency + (norm is { } length ? _lengthPart[length] : _k1));
}
