using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Questions;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Retrieval.Dense;

/// <summary>Encoder and vectors of one index folder, kept up to the store; or the reason why there are none.</summary>
public sealed class DenseSearch : IDisposable
{
    /// <summary>Meaning counts when at least this share of paragraphs has a vector: while many are missing the rest would win by it.</summary>
    private const double MinCoverage = 0.95;

    private readonly EncoderFailure _failure;
    private readonly ParagraphIndex _index;
    private readonly DenseOptions _options;
    private readonly Encoder? _encoder;
    private readonly VectorIndex? _vectors;
    private readonly VectorIndexWriter? _writer;
    private readonly VectorIndex? _sentences;
    private readonly VectorIndexWriter? _sentenceWriter;

    /// <summary>Opens the vectors in a folder; encodes nothing.</summary>
    /// <param name="openEncoder">Opens what the host brings, null = it brings nothing.</param>
    public DenseSearch(string folder, ArticleStore store, ParagraphIndex index, DenseOptions options, Func<DenseOptions, Encoder>? openEncoder = null)
    {
        (_index, _options, _failure) = (index, options, new EncoderFailure());
        if (!options.Enabled)
        {
            return;
        }

        try
        {
            _encoder = openEncoder?.Invoke(options);
            Notice = _encoder is null ? $"Paragraphs are ranked by words alone: Retrieval:Dense:Encoder is {options.Encoder}, and this program is not set up with one." : null;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Notice = $"Paragraphs are ranked by words alone: {error.Message.TrimEnd('.')}.";
        }

        IsPackaged = options.Encoder == EncoderKind.Packaged && _encoder is not null;
        if (_encoder is not null)
        {
            (_vectors, _writer, _sentences, _sentenceWriter) = Open(folder, store);
        }
    }

    /// <summary>The same encoder over the vectors of other articles.</summary>
    private DenseSearch(DenseSearch other, ParagraphIndex index)
    {
        (_index, _options, _failure, _encoder) = (index, other._options, other._failure, other._encoder);
        IsPackaged = other.IsPackaged;
    }

    private DenseSearch(DenseSearch other, string folder, ArticleStore store, ParagraphIndex index)
        : this(other, index)
    {
        if (_encoder is not null)
        {
            (_vectors, _writer, _sentences, _sentenceWriter) = Open(folder, store);
        }
    }

    private DenseSearch(IReadOnlyList<DenseSearch> parts, ParagraphIndex index)
        : this(parts[0], index)
    {
        if (_encoder is not null)
        {
            _vectors = new VectorIndex([.. parts.Select(part => part._vectors!)]);
            _sentences = IsPackaged ? new VectorIndex([.. parts.Select(part => part._sentences!)]) : null;
        }
    }

    /// <summary>Opens the vectors of other articles, in a folder of their own, with the same encoder.</summary>
    internal DenseSearch Beside(string folder, ArticleStore store, ParagraphIndex index) => new(this, folder, store, index);

    /// <summary>Several as one, over one index of them all.</summary>
    internal static DenseSearch Union(IReadOnlyList<DenseSearch> parts, ParagraphIndex index) => new(parts, index);

    private (VectorIndex, VectorIndexWriter, VectorIndex?, VectorIndexWriter?) Open(string folder, ArticleStore store)
    {
        var (vectors, writer) = (new VectorIndex(folder, _encoder!.Identity), new VectorIndexWriter(folder, store, _encoder, VectorUnits.Paragraphs));
        if (!IsPackaged)
        {
            return (vectors, writer, null, null);
        }

        var sentences = Path.Combine(folder, "sentences");
        return (vectors, writer, new VectorIndex(sentences, _encoder.Identity), new VectorIndexWriter(sentences, store, _encoder, VectorUnits.Sentences));
    }

    /// <summary>One line for the operator: why words alone count although meaning is asked for; null when all is well.</summary>
    public string? Notice
    {
        get => _failure.Notice ?? field;
        private set;
    }

    /// <summary>Whether the encoder is the packaged model, whose cosines the composer's weights were learnt with.</summary>
    public bool IsPackaged { get; }

    /// <summary>Names the encoder, its weights and its settings; null when there is none.</summary>
    public string? EncoderIdentity => _encoder?.Identity;

    /// <summary>How much meaning counts against words.</summary>
    public double Weight => _options.Weight;

    /// <summary>Whether meaning counts now.</summary>
    public bool IsReady => !_failure.Pauses && _vectors is { Count: > 0 } vectors && vectors.Count >= _index.Count * MinCoverage && _index.Count <= _options.MaxParagraphs;

    /// <summary>The vectors; null when there is no encoder.</summary>
    public VectorIndex? Vectors => _vectors;

    /// <summary>Encodes what the store has and the vectors have not. Goes on where an earlier run stopped.</summary>
    /// <param name="atMost">When more paragraphs than this lack a vector nothing is done; null = any number.</param>
    /// <returns>True when anything was done.</returns>
    public async Task<bool> SynchroniseAsync(int? atMost = null, IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (_writer is null || _vectors is null)
        {
            return false;
        }

        _vectors.Refresh();
        _sentences?.Refresh();
        var current = _vectors.Damaged == 0 && _writer.IsCurrent();
        if (current && !SentencesWanted(atMost))
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

        return !_failure.Pauses && await EncodeNewAsync(current, atMost, progress, cancellationToken);
    }

    /// <summary>An encoder that fails now is tried again later: words find meanwhile, and the host starts without it.</summary>
    private async Task<bool> EncodeNewAsync(bool current, int? atMost, IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var done = !current && await _writer!.SynchroniseAsync(_vectors!.Damaged > 0, progress, cancellationToken);
            _vectors!.Refresh();
            Notice = null;
            if (SentencesWanted(atMost))
            {
                done |= await _sentenceWriter!.SynchroniseAsync(_sentences!.Damaged > 0, progress, cancellationToken);
                _sentences.Refresh();
            }

            _failure.Over();
            return done;
        }
        catch (Exception error) when (_options.Encoder == EncoderKind.Endpoint && EncoderFailure.IsOne(error, cancellationToken))
        {
            _failure.Begin(error);
            return false;
        }
    }

    /// <summary>The question's cosine with each sentence of a paragraph, in order; empty when they have no vectors.</summary>
    public IReadOnlyList<float> SentenceCosines(ReadOnlySpan<float> question, long paragraph)
    {
        if (_sentences is not { Count: > 0 } sentences || _index.Count > _options.SentencesUpTo)
        {
            return [];
        }

        var keys = new List<long>();
        for (var place = 0; sentences.Holds(VectorUnits.Sentences.KeyOf(paragraph, place)); place++)
        {
            keys.Add(VectorUnits.Sentences.KeyOf(paragraph, place));
        }

        return [.. sentences.Cosines(question, keys).Select(cosine => cosine ?? 0)];
    }

    /// <summary>A host that may encode few at a time begins no large corpus, but keeps up what was begun.</summary>
    private bool SentencesWanted(int? atMost) =>
        _sentenceWriter is not null
        && _index.Count <= _options.SentencesUpTo
        && (_sentences!.Damaged > 0 || !_sentenceWriter.IsCurrent())
        && (atMost is null || _index.Count <= atMost || _sentences.LastChange >= 0 && _vectors!.Count >= _index.Count);

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
        var text = $"{before} {question.Text} {question.Scenario}".Trim();
        if (_options.Encoder != EncoderKind.Endpoint)
        {
            return await _encoder.EncodeAsync(text, cancellationToken);
        }

        using var late = new CancellationTokenSource(EncoderFailure.Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var vector = await _encoder.EncodeAsync(text, either.Token);
            _failure.Over();
            return vector;
        }
        catch (Exception error) when (EncoderFailure.IsOne(error, cancellationToken))
        {
            _failure.Begin(error);
            return null;
        }
    }

    public void Dispose()
    {
        _vectors?.Dispose();
        _sentences?.Dispose();
    }
}
