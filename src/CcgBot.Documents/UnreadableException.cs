namespace CcgBot.Documents;

/// <summary>A document that can't be read for a reason that we know: the message says why and what to do, for whoever has the file.</summary>
internal sealed class UnreadableException(string message) : Exception(message);
