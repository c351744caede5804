using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Dense;
using CcgBot.Retrieval.Reading;
using CcgBot.Storage;
using Microsoft.Extensions.AI;

namespace CcgBot.Hosting;

/// <summary>What a host puts into the engine from outside the library: what encodes meaning, and the parts of a language model.</summary>
public sealed record EngineParts
{
    /// <summary>Opens the store that the settings name, with the file that it is or would be; null = this program knows SQLite files alone.</summary>
    public Func<StorageOptions, string, Database>? OpenStore { get; init; }

    /// <summary>
    /// Opens the encoder of <c>Retrieval:Dense:Encoder</c> where it is <c>Packaged</c> or <c>Onnx</c>; null = this program brings no native runtime for
    /// them, and paragraphs are ranked by words alone.
    /// </summary>
    public Func<DenseOptions, Encoder>? OpenEncoder { get; init; }

    /// <summary>Opens the reader that the settings ask for; null = this program brings no native runtime for one, and passages are not read.</summary>
    public Func<ReadingOptions, IPassageReader>? OpenReader { get; init; }

    /// <summary>Reads files of other formats than text (PDF, Word, pages…); null = only text files and corpora are read.</summary>
    public DocumentReader? ReadDocument { get; init; }

    /// <summary>Words of the language, in lower case, which are then not taken for misspelt ones; null = none are known.</summary>
    public Func<IReadOnlySet<string>>? Words { get; init; }

    /// <summary>Whether questions come as soon as the engine is open: the encoder's weights are then loaded while the index is opened.</summary>
    public bool AnswersSoon { get; init; }

    /// <summary>The embedding endpoint, where <c>Retrieval:Dense:Encoder</c> asks for one.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings { get; init; }

    /// <summary>Wraps the extractive composer; the retriever is for parts of a question, the store for what the wrapper keeps.</summary>
    public Func<IAnswerComposer, Retriever, Database, IAnswerComposer>? Compose { get; init; }

    /// <summary>
    /// Composes over the model replies of an evidence record, in order, instead of a model; needs no provider and no key. Null = such
    /// answers can't be composed again.
    /// </summary>
    public Func<IAnswerComposer, ReplayInput, Database, IAnswerComposer>? Replay { get; init; }

    /// <summary>The prompts as they are now: name → hash.</summary>
    public Func<IReadOnlyDictionary<string, string>>? PromptHashes { get; init; }

    /// <summary>Changes with anything that changes answers (provider, model, prompts…): an interrupted evaluation goes on only where it is the same.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Makes a follow-up question stand alone before it is searched; the store is for what the rewriter keeps.</summary>
    public Func<Database, Func<Question, CancellationToken, Task<Question>>>? Rewrite { get; init; }

    /// <summary>A model's opinion of answers, for evaluation only; the store is for what it spends.</summary>
    public Func<Database, JudgeAnswer>? Judge { get; init; }
}

/// <summary>Grades an answer.</summary>
/// <param name="expected">Acceptable answers.</param>
/// <returns>1 right, 0.5 partly, 0 wrong; null when no usable grade was given.</returns>
public delegate Task<double?> JudgeAnswer(string question, IReadOnlyList<string> expected, string given, CancellationToken cancellationToken);
