namespace CcgBot.Model.Filters;

/// <summary>
/// Tokens of an English text without the model's own tokenizer: one for 3 UTF-16 units, which is on the high side (OpenAI counts about 4),
/// so that a limit is kept rather than passed.
/// </summary>
internal static class TokenEstimate
{
    public static long Of(string text) => (text.Length + 2) / 3;
}
