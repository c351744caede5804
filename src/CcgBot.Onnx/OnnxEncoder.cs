using System.Collections.Concurrent;
using System.Security.Cryptography;
using CcgBot.Retrieval.Dense;
using CcgBot.Text;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace CcgBot.Onnx;

/// <summary>
/// Any BERT-type embedding model in ONNX form (all-MiniLM, bge, gte, arctic-embed, e5 …): WordPiece tokens in, the tokens' vectors out, pooled to
/// one vector a text. Safe for many threads: texts of one length are one run on one thread, several runs go side by side. (Threads of ONNX Runtime's own would
/// spin while they wait, beside those that answer.)
/// </summary>
public sealed class OnnxEncoder : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Tokens of one run: what the layers make of more does not fit a core's own cache, and takes longer.</summary>
    private const int BatchTokens = 256;

    private readonly InferenceSession _session;
    private readonly BertTokenizer _tokenizer;
    private readonly DenseOptions _options;
    private readonly string _output;
    private readonly int _rank;
    private readonly bool _oneByOne;

    /// <exception cref="FileNotFoundException">There is no model or no vocabulary at the path.</exception>
    /// <exception cref="InvalidDataException">The model can't be read, or is of another kind.</exception>
    public OnnxEncoder(DenseOptions options)
        : this(Files(options), options)
    {
    }

    internal OnnxEncoder(ModelSource source, DenseOptions options)
    {
        _options = options;
        var model = source.Name;
        using (var vocabulary = source.Vocabulary())
        {
            _tokenizer = BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = options.LowerCase });
        }

        try
        {
            _session = source.Session();
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"{model} is no ONNX model that can be run: {error.Message}", error);
        }

        if (_session.InputMetadata.Keys.Except(["input_ids", "attention_mask", "token_type_ids"]).FirstOrDefault() is { } unknown)
        {
            throw new InvalidDataException($"{model} is not a BERT-type embedding model: it asks for {unknown}.");
        }

        _oneByOne = source.OneByOne || _session.InputMetadata.Values.Any(input => input.Dimensions is [> 0, ..]); // or exported for one text at a time
        _rank = options.Pooling == Pooling.None ? 2 : 3;
        _output = _session.OutputMetadata.FirstOrDefault(output => output.Value.Dimensions.Length == _rank).Key
            ?? throw new InvalidDataException(
                $"{model} has no output for Retrieval:Dense:Pooling {options.Pooling}: its outputs are {string.Join(", ", _session.OutputMetadata.Select(output => $"{output.Key} of {output.Value.Dimensions.Length} dimensions"))}.");
        Identity = $"{source.Identity}:{options.Pooling}:{options.MaxTokens}:{options.LowerCase}";
    }

    /// <summary>Names model, vocabulary and pooling.</summary>
    public string Identity { get; }

    /// <summary>The encoder that the settings ask for, with its prefixes.</summary>
    /// <exception cref="FileNotFoundException">There is no model or no vocabulary at the path that is set.</exception>
    /// <exception cref="InvalidDataException">The model can't be read, or is of another kind.</exception>
    public static Encoder Open(DenseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Encoder == EncoderKind.Packaged)
        {
            return PackagedModel.Open(options);
        }

        var encoder = new OnnxEncoder(options);
        return Encoder.From(encoder, encoder.Identity, options);
    }

    /// <summary>The words of the packaged model's vocabulary, whatever encoder is used.</summary>
    public static IReadOnlySet<string> Words() => PackagedModel.Words();

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        var vectors = new float[texts.Count][];
        if (texts.Count == 1)
        {
            vectors[0] = Run([Ids(texts[0])])[0];
        }
        else
        {
            // Without a bound .NET adds a thread every half second to work that takes long, though there is no core for it.
            var cores = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
            var tokens = new IReadOnlyList<int>[texts.Count];
            Parallel.For(0, texts.Count, cores, i => tokens[i] = Ids(texts[i]));
            Parallel.ForEach(Partitioner.Create(Batches(tokens), EnumerablePartitionerOptions.NoBuffering), cores, batch =>
            {
                foreach (var (vector, i) in Run([.. batch.Select(i => tokens[i])]).Zip(batch))
                {
                    vectors[i] = vector;
                }

                (options as CountedEncoding)?.Encoded(batch.Length);
            });
        }

        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector))));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("onnx", null, Identity)
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose() => _session.Dispose();

    private static ModelSource Files(DenseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = Existing(options.ModelPath, "Retrieval:Dense:ModelPath", "the .onnx file of an embedding model");
        var vocabulary = Existing(
            options.VocabularyPath ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(model))!, "vocab.txt"),
            "Retrieval:Dense:VocabularyPath",
            "the model's vocab.txt");
        return new ModelSource(
            model, $"{Path.GetFileName(model)}:{Sample(model)}:{Sample(vocabulary)}", () => new InferenceSession(model, ModelSource.OneThread()), () => File.OpenRead(vocabulary));
    }

    private static string Existing(string? path, string setting, string what) =>
        path is null ? throw new InvalidDataException($"Setting {setting} is missing: give {what}.")
        : File.Exists(path) ? path
        : throw new FileNotFoundException($"{path} is not there: setting {setting} has to name {what}.");

    /// <summary>A hash over sixteen pieces of a file: it tells models apart without reading a gigabyte at every start.</summary>
    private static string Sample(string path)
    {
        const int Pieces = 16;
        const int PieceBytes = 65_536;
        using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceBytes];
        for (var i = 0; i < Pieces; i++)
        {
            file.Position = Math.Max(0, file.Length - PieceBytes) * i / (Pieces - 1);
            hash.AppendData(piece, 0, file.ReadAtLeast(piece, PieceBytes, throwOnEndOfStream: false));
        }

        hash.AppendData(BitConverter.GetBytes(file.Length));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private IReadOnlyList<int> Ids(string text) =>
        // The tokenizer drops accents through ICU, which this program runs without.
        _tokenizer.EncodeToIds(_options.LowerCase ? Nfkc.WithoutMarks(text) : text, _options.MaxTokens, out _, out _);

    /// <summary>
    /// Texts of as many tokens go through the model together, the longest first: none is padded, so that each gets the vector that it gets alone, and short
    /// ones, which alone are mostly overhead, take less time.
    /// </summary>
    private IEnumerable<int[]> Batches(IReadOnlyList<int>[] tokens) => Enumerable.Range(0, tokens.Length)
        .GroupBy(i => tokens[i].Count)
        .OrderByDescending(group => group.Key)
        .SelectMany(group => group.Chunk(_oneByOne ? 1 : Math.Max(1, BatchTokens / Math.Max(1, group.Key))));

    /// <param name="texts">The tokens of each, all of one length.</param>
    private float[][] Run(IReadOnlyList<IReadOnlyList<int>> texts)
    {
        var (count, length) = (texts.Count, texts[0].Count);
        long[] shape = [count, length];
        using var ids = OrtValue.CreateTensorValueFromMemory(texts.SelectMany(tokens => tokens.Select(token => (long)token)).ToArray(), shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1L, count * length).ToArray(), shape);
        using var types = OrtValue.CreateTensorValueFromMemory(new long[count * length], shape);
        var inputs = new Dictionary<string, OrtValue> { ["input_ids"] = ids, ["attention_mask"] = mask, ["token_type_ids"] = types }
            .Where(input => _session.InputMetadata.ContainsKey(input.Key))
            .ToDictionary();
        using var options = new RunOptions();
        using var outputs = _session.Run(options, inputs, [_output]);
        var width = (int)outputs[0].GetTensorTypeAndShape().Shape[^1];
        var values = outputs[0].GetTensorDataAsSpan<float>();
        var vectors = new float[count][];
        for (var i = 0; i < count; i++)
        {
            var own = values.Slice(i * (values.Length / count), values.Length / count);
            vectors[i] = _options.Pooling == Pooling.None ? own.ToArray() : TokenPooling.Pool(own, width, _options.Pooling);
        }

        return vectors;
    }
}
