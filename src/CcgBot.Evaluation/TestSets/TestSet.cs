using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.TestSets;

/// <summary>Questions, what is expected of each, and the corpus they are asked of.</summary>
/// <param name="Name">The folder's or file's name.</param>
/// <param name="Corpus">Null when the set has none of its own: it is asked of another.</param>
/// <param name="Qrels">Judged documents; empty when the set has none, or gives evidence quotes instead.</param>
/// <param name="Problems">Lines that could not be read, in the order of the files.</param>
public sealed record TestSet(
    string Name,
    string Path,
    TestCorpus? Corpus,
    IReadOnlyList<TestQuestion> Questions,
    Qrels Qrels,
    IReadOnlyList<BadLine> Problems)
{
    /// <summary>The file that the questions are read from.</summary>
    public string QuestionFile { get; init; } = Path;

    /// <summary>Ids of questions that are not asked, because nothing that is judged relevant to them stands in the corpus.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

/// <summary>A line that could not be read, with what is wrong with it.</summary>
/// <param name="Line">From 1; 0 when the problem is not one line's.</param>
public sealed record BadLine(string File, int Line, string Problem)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Problem}" : $"{File}: {Problem}";
}
