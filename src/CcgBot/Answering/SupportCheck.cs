using System.Runtime.CompilerServices;
using CcgBot.Answering.Support;

namespace CcgBot.Answering;

/// <summary>
/// Do the cited paragraphs say what a claim says? A whole sentence of theirs always passes. Anything else passes when its names, numbers,
/// dates and addresses are theirs, it is no stronger than they are ("all", "only"), gives no reason that they don't give, and each of its
/// clauses says what one clause of theirs says: subject, verb, object, place, number, condition and denial. Pure: no store, no model, no clock.
/// </summary>
/// <remarks>Errs on the side of withholding: a true paraphrase in other words is lost, a changed number or name is not shown.</remarks>
public static class SupportCheck
{
    // Several claims of an answer rest on one paragraph, and each is checked where it is made and before it is shown.
    private static readonly ConditionalWeakTable<string, SupportText> Known = [];

    /// <param name="claim">One statement as it would be shown, without citation marks.</param>
    /// <param name="paragraphTexts">The paragraphs it cites, to the letter.</param>
    public static Verdict Check(string claim, IReadOnlyList<string> paragraphTexts)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(paragraphTexts);
        var said = SupportText.Read([claim]);
        if (said.Tokens.Count == 0)
        {
            return Verdict.No("Nothing is said.");
        }

        var source = paragraphTexts.Count == 1 ? Known.GetValue(paragraphTexts[0], text => SupportText.Read([text])) : SupportText.Read(paragraphTexts);
        if (source.HasWholeSentences(said))
        {
            return Verdict.Yes;
        }

        var reason = DateSupport.Missing(said, source)
            ?? NumberSupport.Missing(said, source)
            ?? NameSupport.Missing(said, source)
            ?? AddressSupport.Missing(said, source)
            ?? PolaritySupport.TooStrong(said, source)
            ?? WordSupport.Missing(said, source)
            ?? CauseSupport.Missing(said, source)
            ?? BindingSupport.Missing(said, source);
        return reason is null ? Verdict.Yes : Verdict.No(reason);
    }
}

/// <param name="Reason">What the paragraphs do not say, in one sentence; null when the claim is supported.</param>
public sealed record Verdict(bool Supported, string? Reason)
{
    public static Verdict Yes { get; } = new(true, null);

    public static Verdict No(string reason) => new(false, reason);
}
