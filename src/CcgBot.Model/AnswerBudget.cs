using CcgBot.Model.Spending;
using Microsoft.SemanticKernel;

namespace CcgBot.Model;

/// <summary>What one answer may use and has used of the model; the filters find it on the answer's kernel.</summary>
public sealed class AnswerBudget(ModelOptions options)
{
    private const string Key = "ccgbot.answer-budget";

    public int Calls { get; private set; }

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    public decimal Cost { get; internal set; }

    /// <summary>Tokens left.</summary>
    public long Left => options.AnswerTokens - InputTokens - OutputTokens;

    /// <summary>Personal details of the question were masked before it was sent.</summary>
    public bool Masked { get; internal set; }

    internal Reservation? Reserved { get; set; }

    internal static AnswerBudget? Of(Kernel kernel) => kernel.Data.TryGetValue(Key, out var value) ? value as AnswerBudget : null;

    internal void PutOn(Kernel kernel) => kernel.Data[Key] = this;

    internal void Used(long input, long output)
    {
        Calls++;
        InputTokens += input;
        OutputTokens += output;
    }
}
