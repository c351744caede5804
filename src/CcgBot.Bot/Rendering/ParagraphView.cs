using CcgBot.Articles;

namespace CcgBot.Bot.Rendering;

/// <summary>A paragraph in its place: the one asked for and the ones beside it, in the same version of the article.</summary>
/// <param name="Before">The paragraph before; null when it is the first.</param>
/// <param name="After">The paragraph after; null when it is the last.</param>
/// <param name="Start">Where the words cited begin, and <paramref name="End"/> where they end (UTF-16); equal when none are marked.</param>
public sealed record ParagraphView(Paragraph Paragraph, Block? Before, Block? After, int Start = 0, int End = 0);
