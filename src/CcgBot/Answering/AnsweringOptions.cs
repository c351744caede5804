using System.ComponentModel.DataAnnotations;

namespace CcgBot.Answering;

/// <summary>Settings of choosing words and of silence: section <c>Answering</c>.</summary>
public sealed class AnsweringOptions
{
    /// <summary>An answer with less confidence than this is not given. Default 0.3.</summary>
    [Range(0, 1)]
    public double Threshold { get; set; } = 0.3;

    /// <summary>Paragraphs whose sentences are looked at. Default 5.</summary>
    [Range(1, 50)]
    public int Paragraphs { get; set; } = 5;

    /// <summary>A second sentence is added when its log-odds are no further than this below the best one's. Default 1.6.</summary>
    [Range(0, 100)]
    public double SecondSentenceWithin { get; set; } = 1.6;

    /// <summary>The same for a sentence of the same paragraph, where both together are no longer than <see cref="FewWords"/>. Default 4.</summary>
    [Range(0, 100)]
    public double SecondSentenceWithinFew { get; set; } = 4;

    /// <summary>Two sentences of no more than so many words together are a short answer. Default 44.</summary>
    [Range(0, 1000)]
    public int FewWords { get; set; } = 44;

    /// <summary>Two sentences together are no longer than this many words. Default 90.</summary>
    [Range(10, 1000)]
    public int MostWords { get; set; } = 90;

    /// <summary>Nearest paragraphs shown when the bot abstains. Default 3.</summary>
    [Range(0, 20)]
    public int Nearest { get; set; } = 3;

    /// <summary>Questions longer than this many characters are cut for searching. Default 2000.</summary>
    [Range(100, 100_000)]
    public int MostQuestionCharacters { get; set; } = 2000;

    /// <summary>An answer whose sources are all older than this many years says so; 0 = never. Default 5.</summary>
    [Range(0, 1000)]
    public int OldSourceYears { get; set; } = 5;

    /// <summary>
    /// Shown with whatever the articles say when a person asks for medical advice about themselves or theirs; empty = never.
    /// Default: speak to a pharmacist, GP or NHS 111, and 999 in an emergency.
    /// </summary>
    [Required(AllowEmptyStrings = true)]
    public string SafetyText { get; set; } =
        "I can't give medical advice about you or anyone else. Please don't start, stop or change a treatment on the strength of an article: "
        + "speak to a pharmacist, your GP or the clinician who prescribed it, or contact NHS 111 (111.nhs.uk or call 111). In an emergency call 999.";

    /// <summary>Shown instead when a person tells of an emergency; empty = never. Default: call 999; NHS 111; Samaritans 116 123.</summary>
    [Required(AllowEmptyStrings = true)]
    public string EmergencyText { get; set; } =
        "If this is happening now, call 999 or go to A&E. For urgent medical or mental health help, call NHS 111. "
        + "If you are thinking of ending your life, you can also call Samaritans free on 116 123, day or night.";

    /// <summary>Asks which is meant when a question reads in two ways that the articles answer equally well. Default true.</summary>
    public bool Clarify { get; set; } = true;

    /// <summary>Next questions offered below an answer and at the start of a conversation; 0 = none. Default 3.</summary>
    [Range(0, 10)]
    public int Suggestions { get; set; } = 3;

    /// <summary>With more articles than this no next questions are offered: finding them would make answers slow. Default 2000.</summary>
    [Range(0, int.MaxValue)]
    public int SuggestionsUpToArticles { get; set; } = 2000;
}
