using CcgBot.Articles;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Running;

/// <summary>What a run is asked to do.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Where results and reports are written.</summary>
    public required string Out { get; init; }

    /// <summary>Where the indexes of test sets are kept.</summary>
    public required string Cache { get; init; }

    /// <summary>The index that a set without a corpus is asked of, when it holds any article.</summary>
    public required string DefaultIndex { get; init; }

    /// <summary>The articles that a set without a corpus is asked of otherwise.</summary>
    public required string Seeds { get; init; }

    /// <summary>A corpus, or folder of articles, in the place of the set's own.</summary>
    public string? Corpus { get; init; }

    /// <summary>Which split, judgements and topic field, where a set leaves the choice.</summary>
    public TestSetOptions Reading { get; init; } = new();

    /// <summary>A running host to ask instead of this process.</summary>
    public Uri? Endpoint { get; init; }

    public bool History { get; init; } = true;

    public bool Scenario { get; init; } = true;

    /// <summary>At most this many questions a set, evenly spread over it.</summary>
    public int? Limit { get; init; }

    /// <summary>Any line that can't be read stops the run.</summary>
    public bool Strict { get; init; }

    /// <summary>What whoever asks may read. Default: what everyone may.</summary>
    public Access Access { get; init; } = Access.Public;

    /// <summary>Only rank, don't answer.</summary>
    public bool RetrievalOnly { get; init; }

    /// <summary>Ask about answerable questions also with their judged paragraphs removed.</summary>
    public bool GoldRemoved { get; init; }

    /// <summary>The path of a test set whose questions are added as ones the corpus does not answer.</summary>
    public string? Foreign { get; init; }

    /// <summary>A language model also grades the answers given.</summary>
    public bool Judge { get; init; }

    /// <summary>How many questions are asked at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Settings given for this run, for the report.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
