using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Hosting;

namespace CcgBot.Web.Admin;

/// <summary>What auditors have checked from a browser or a program, one at a time: a check reads the whole log and the whole store.</summary>
public sealed class AuditChecks(BotEngine engine) : IDisposable
{
    private const int MostDamages = 50;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Looks at every record, and at every article as it was stored.</summary>
    /// <exception cref="InvalidDataException">The file of exported heads can't be read.</exception>
    public Task<AuditReport> VerifyAsync(CancellationToken cancellationToken) => InTurnAsync(
        () => Task.Run(
            () =>
            {
                var heads = new HeadFile(engine.Evidence.HeadsFile).Read(engine.Database.StoreId);
                var log = new EvidenceVerifier(engine.Evidence).Verify(heads, cancellationToken: cancellationToken);
                return new AuditReport(log, heads.Count, [.. StoreIntegrity.Check(engine.Database, cancellationToken).Take(MostDamages)]);
            },
            cancellationToken),
        cancellationToken);

    /// <summary>Answers again from a record.</summary>
    public Task<ReplayReport> ReplayAsync(StoredEvidence evidence, CancellationToken cancellationToken) =>
        InTurnAsync(() => engine.Replay().ReplayAsync(evidence, cancellationToken), cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task<T> InTurnAsync<T>(Func<Task<T>> check, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await check();
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <param name="Log">The chain of records.</param>
/// <param name="HeadsChecked">Exported heads that it was compared with: with none, whether its end was cut can't be told.</param>
/// <param name="Damaged">One line each of what is not as it was stored, the first fifty; empty = all articles are.</param>
public sealed record AuditReport(EvidenceReport Log, int HeadsChecked, IReadOnlyList<string> Damaged)
{
    /// <summary>whole, notProven (no head was ever exported) or notWhole.</summary>
    public string Verdict => !Log.Whole ? "notWhole" : HeadsChecked == 0 && Log.Records > 0 ? "notProven" : "whole";
}
