using System.ComponentModel.DataAnnotations;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Retrieval;

/// <summary>Settings of finding paragraphs: section <c>Retrieval</c>.</summary>
public sealed class RetrievalOptions
{
    /// <summary>BM25 k1: how fast repeated words stop counting. Default 0.9.</summary>
    [Range(0, 10)]
    public float K1 { get; set; } = 0.9f;

    /// <summary>BM25 b: how much long paragraphs are held back. Default 0.4.</summary>
    [Range(0, 1)]
    public float B { get; set; } = 0.4f;

    /// <summary>Weight of a match in the title field on top of title and body together; 0 asks the joint field alone. Default 0.</summary>
    [Range(0, 10)]
    public float TitleWeight { get; set; }

    /// <summary>How many paragraphs the answer is chosen from. Default 10.</summary>
    [Range(1, 1000)]
    public int Top { get; set; } = 10;

    /// <summary>Finding by meaning as well as words.</summary>
    public DenseOptions Dense { get; set; } = new();
}
