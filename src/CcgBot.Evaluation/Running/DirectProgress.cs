namespace CcgBot.Evaluation.Running;

/// <summary>Reports at once and in order, where Progress would hand reports to the thread pool.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
