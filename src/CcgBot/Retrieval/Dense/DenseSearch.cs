using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Conversations;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Retrieval.Dense;

/// <summary>Encoder and vectors of one index folder, kept up to the store; or the reason why there are none.</summary>
public sealed class DenseSearch : IDisposable
{
    /// <summary>Meaning counts when at least this share of paragraphs has a vector: while many are missing the rest would win by it.</summary>
    private const double MinCoverage = 0.95;

    private readonly ParagraphIndex _index;
    private readonly DenseOptions _options;
    private readonly Encoder? _encoder;
    private readonly VectorIndex? _vectors;
    private readonly VectorIndexWriter? _writer;

    /// <summary>Opens the vectors in a folder; encodes nothing.</summary>
    /// <param name="openEncoder">Opens what the host brings, for every kind but <see cref="EncoderKind.Small"/>; null = it brings nothing.</param>
    public DenseSearch(string folder, ArticleStore store, ParagraphIndex index, DenseOptions options, Func<DenseOptions, Encoder>? openEncoder = null)
    {
        (_index, _options) = (index, options);
        if (!options.Enabled)
        {
            return;
        }

        (_encoder, Notice) = EncoderChoice.Make(options, openEncoder);
        if (_encoder is not null)
        {
            _vectors = new VectorIndex(folder, _encoder.Identity);
            _writer = new VectorIndexWriter(folder, store, _encoder);
        }
    }

    /// <summary>One line for the operator: why words alone count although meaning is asked for; null when all is well.</summary>
    public string? Notice { get; private set; }

    /// <summary>Whether meaning counts now.</summary>
    public bool IsReady => _vectors is { Count: > 0 } vectors && vectors.Count >= _index.Count * MinCoverage && _index.Count <= _options.MaxParagraphs;

    /// <summary>The vectors; null when there is no encoder.</summary>
    public VectorIndex? Vectors => _vectors;

    /// <summary>Encodes what the store has and the vectors have not. Goes on where an earlier run stopped.</summary>
    /// <param name="atMost">When more paragraphs than this lack a vector nothing is done; null = any number.</param>
    /// <returns>True when anything was done.</returns>
    public async Task<bool> SynchroniseAsync(int? atMost = null, IProgress<VectorProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (_writer is null || _vectors is null)
        {
            return false;
        }

        _vectors.Refresh();
        if (_vectors.Damaged == 0 && _writer.IsCurrent())
        {
            return false;
        }

        var wanted = _index.Count;
        if (wanted > _options.MaxParagraphs)
        {
            Notice = $"Paragraphs are ranked by words alone: there are {wanted:N0}, Retrieval:Dense:MaxParagraphs is {_options.MaxParagraphs:N0}.";
            return false;
        }

        if (wanted - _vectors.Count > atMost)
        {
            Notice = $"Paragraphs are ranked by words alone: {wanted - _vectors.Count:N0} of {wanted:N0} are not encoded yet; run 'ccgbot ingest' to do it.";
            return false;
        }

        var done = await _writer.SynchroniseAsync(_vectors.Damaged > 0, progress, cancellationToken);
        _vectors.Refresh();
        Notice = null;
        return done;
    }

    /// <summary>A question's vector, of length 1; null when meaning doesn't count now.</summary>
    public async Task<ReadOnlyMemory<float>?> EncodeAsync(Question question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        // No conditional expression: null would become an empty vector by way of float[].
        if (!IsReady || _encoder is null)
        {
            return null;
        }

        // "And who led it?" means nothing by itself: the turn before says what it is about.
        var before = FollowUp.LeavesOut(question.Text) ? question.History.LastOrDefault(turn => turn.Role == Role.User)?.Content : null;
        return await _encoder.EncodeAsync($"{before} {question.Text} {question.Scenario}".Trim(), cancellationToken);
    }

    public void Dispose() => _vectors?.Dispose();
}
