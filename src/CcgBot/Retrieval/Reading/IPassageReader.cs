namespace CcgBot.Retrieval.Reading;

/// <summary>Reads question and passage together, and claim and passage. Safe for many threads.</summary>
public interface IPassageReader : IDisposable
{
    /// <summary>Names model and settings: answers under different identities may differ.</summary>
    string Identity { get; }

    /// <summary>Loads the weights now; does nothing where that is done.</summary>
    void Load();

    /// <summary>One reading a passage, in their order.</summary>
    /// <exception cref="OperationCanceledException">The work stops between two windows.</exception>
    Task<IReadOnlyList<PassageReading>> ReadAsync(string question, IReadOnlyList<PassageToRead> passages, CancellationToken cancellationToken);

    /// <summary>The logit that the passage says what the claim says: the highest over its windows.</summary>
    Task<double> SupportAsync(string claim, PassageToRead passage, CancellationToken cancellationToken);
}
