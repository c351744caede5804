using System.ComponentModel.DataAnnotations;

namespace CcgBot.Answering;

/// <summary>Settings of choosing words and of silence: section <c>Answering</c>.</summary>
public sealed class AnsweringOptions
{
    /// <summary>An answer with less confidence than this is not given. Default 0.27.</summary>
    [Range(0, 1)]
    public double Threshold { get; set; } = 0.27;

    /// <summary>Paragraphs whose sentences are looked at. Default 5.</summary>
    [Range(1, 50)]
    public int Paragraphs { get; set; } = 5;

    /// <summary>A second sentence is added when its log-odds are no further than this below the best one's. Default 2.</summary>
    [Range(0, 100)]
    public double SecondSentenceWithin { get; set; } = 2;

    /// <summary>Two sentences together are no longer than this many words. Default 70.</summary>
    [Range(10, 1000)]
    public int MostWords { get; set; } = 70;

    /// <summary>Nearest paragraphs shown when the bot abstains. Default 3.</summary>
    [Range(0, 20)]
    public int Nearest { get; set; } = 3;

    /// <summary>Questions longer than this many characters are cut for searching. Default 2000.</summary>
    [Range(100, 100_000)]
    public int MostQuestionCharacters { get; set; } = 2000;

    /// <summary>An answer whose sources are all older than this many years says so; 0 = never. Default 5.</summary>
    [Range(0, 1000)]
    public int OldSourceYears { get; set; } = 5;
}
