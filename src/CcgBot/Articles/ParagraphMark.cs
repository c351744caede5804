using System.Text.Json.Serialization;

namespace CcgBot.Articles;

/// <summary>What an editor says of a paragraph. Numbers are stored: never renumber.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParagraphMark>))]
public enum ParagraphMark
{
    /// <summary>As it was read: searched, and cited where it answers.</summary>
    [JsonStringEnumMemberName("evidence")]
    Evidence = 0,

    /// <summary>Found by a search and shown, but no answer cites it.</summary>
    [JsonStringEnumMemberName("notEvidence")]
    NotEvidence = 1,

    /// <summary>Not searched, and counted nowhere; the article still shows it.</summary>
    [JsonStringEnumMemberName("off")]
    Off = 2,
}

/// <param name="Why">In the words of who marked it; null where none were given.</param>
public sealed record MarkedParagraph(ParagraphMark Mark, string? Why);
