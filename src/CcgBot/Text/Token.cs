namespace CcgBot.Text;

/// <summary>An analysed word with its place in the text.</summary>
/// <param name="Term">The index term.</param>
/// <param name="Start">UTF-16 offset of the word as written.</param>
/// <param name="Position">Counts stop words too, so that neighbours differ by one.</param>
public readonly record struct Token(string Term, int Start, int End, int Position);
