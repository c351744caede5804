using System.ComponentModel.DataAnnotations;

namespace CcgBot.Retrieval.Dense;

/// <summary>Settings of finding paragraphs by meaning: section <c>Retrieval:Dense</c>.</summary>
public sealed class DenseOptions
{
    /// <summary>Whether meaning counts beside words. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How much meaning counts against words, whose best score is 1. Default 0.3.</summary>
    [Range(0, 10)]
    public double Weight { get; set; } = 0.3;

    /// <summary>Above so many paragraphs words alone count: encoding takes about 4 ms a paragraph, and 600 bytes of disk. Default 300,000.</summary>
    [Range(0, int.MaxValue)]
    public int MaxParagraphs { get; set; } = 300_000;

    /// <summary>How many paragraphs words and meaning each propose to the ranking. Default 200.</summary>
    [Range(1, 10_000)]
    public int Candidates { get; set; } = 200;

    /// <summary>
    /// A bot that starts or refreshes encodes up to so many missing paragraphs before it answers; more wait for <c>ingest</c>, and words alone
    /// count until then. Default 2,000 (some 10 seconds).
    /// </summary>
    [Range(0, int.MaxValue)]
    public int EncodeWhenOpening { get; set; } = 2_000;

    /// <summary>
    /// What encodes: <c>Small</c>, the encoder that npm restores; <c>Onnx</c>, a BERT-type model at <see cref="ModelPath"/>; <c>Endpoint</c>, the
    /// embedding generator that the host was given. Default Small.
    /// </summary>
    public EncoderKind Encoder { get; set; } = EncoderKind.Small;

    /// <summary>
    /// Small: the folder with model.json, its shards and vocab.json; default: where npm restores it. Onnx: the model file.
    /// </summary>
    public string? ModelPath { get; set; }
}

/// <summary>What turns texts into vectors.</summary>
public enum EncoderKind
{
    Small,
    Onnx,
    Endpoint,
}
