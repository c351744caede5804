namespace CcgBot.Evaluation.Running;

/// <summary>
/// Plain BM25 over title and text as published figures have it: every word of the question alike, and nothing that this project adds.
/// K1 and B stay as they are set.
/// </summary>
public static class PlainRanking
{
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Retrieval:TitleWeight"] = "0",
        ["Retrieval:PairWeight"] = "0",
        ["Retrieval:SkipQuestionWords"] = "false",
        ["Retrieval:CapCommonWords"] = "false",
        ["Retrieval:AcronymWeight"] = "0",
        ["Retrieval:FamilyWeight"] = "0",
        ["Retrieval:SynonymWeight"] = "0",
        ["Retrieval:RepairSpelling"] = "false",
        ["Retrieval:HistoryUserWeight"] = "0",
        ["Retrieval:FollowUpWeight"] = "0",
        ["Retrieval:HistoryAssistantWeight"] = "0",
        ["Retrieval:ScenarioWeight"] = "0",
        ["Retrieval:Dense:Enabled"] = "false",
    };
}
