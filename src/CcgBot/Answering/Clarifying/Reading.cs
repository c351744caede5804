using CcgBot.Articles;

namespace CcgBot.Answering.Clarifying;

/// <summary>Ways to read one question, and what to ask the person about them.</summary>
/// <param name="Prompt">Such as <c>“PCT” stands for two things in the articles. Which do you mean?</c></param>
internal sealed record Ambiguity(string Prompt, IReadOnlyList<Reading> Readings);

/// <summary>One way to read a question.</summary>
/// <param name="Label">What a button says.</param>
/// <param name="Question">The question read so; it stands alone and can't be read the other way.</param>
/// <param name="Holds">Which paragraphs speak of this reading.</param>
internal sealed record Reading(string Label, string Question, Func<Paragraph, bool> Holds);
