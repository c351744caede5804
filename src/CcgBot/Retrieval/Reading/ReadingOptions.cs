using System.ComponentModel.DataAnnotations;

namespace CcgBot.Retrieval.Reading;

/// <summary>Settings of reading question and passage together: section <c>Reading</c>.</summary>
public sealed class ReadingOptions
{
    /// <summary>
    /// Off = words and meaning alone choose the answer: quicker, and worse at telling what isn't there. Default null: on, but off where a language
    /// model answers or the packaged encoder is not in use, which the weights of reading were learnt with.
    /// </summary>
    public bool? Enabled { get; set; }

    /// <summary>The .onnx file of another reader, with its <c>vocab.txt</c> beside it; null = the one that ships.</summary>
    public string? Model { get; set; }

    /// <summary>How many of the best passages are read. Default 8.</summary>
    [Range(1, 100)]
    public int Passages { get; set; } = 8;

    /// <summary>How much P(relevant) counts for the order of the passages that are read; the best retrieval score counts 1. Default 1.</summary>
    [Range(0, 100)]
    public double Weight { get; set; } = 1;

    /// <summary>Tokens of question, title and passage that are read at once; a longer passage is read in overlapping windows. Default 192.</summary>
    [Range(64, 512)]
    public int WindowTokens { get; set; } = 192;

    /// <summary>Windows read for one question at most: what is beyond them in very long passages is not read. Default 48.</summary>
    [Range(1, 1000)]
    public int Windows { get; set; } = 48;
}
