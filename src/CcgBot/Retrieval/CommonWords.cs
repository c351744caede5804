namespace CcgBot.Retrieval;

/// <summary>
/// Words so common in English that a corpus of a few articles says nothing of how rare they are: without this, "make" would be the
/// rarest word of "Which universities make up the unit?" there. In a large corpus their own idf is lower than the cap.
/// </summary>
internal static class CommonWords
{
    /// <summary>The most that such a word counts, in idf: that of a word in one paragraph of four or five.</summary>
    private const double MostIdf = 1.5;

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "make", "makes", "made", "making", "use", "uses", "used", "using", "give", "gives", "gave", "given", "take", "takes", "took", "taken", "taking",
        "come", "comes", "came", "coming", "go", "goes", "went", "gone", "going", "look", "looks", "looked", "looking", "work", "works", "worked", "working",
        "help", "helps", "helped", "know", "knows", "knew", "known", "think", "thinks", "thought", "want", "wants", "wanted", "need", "needs", "needed",
        "see", "sees", "saw", "seen", "show", "shows", "showed", "shown", "ask", "asks", "asked", "call", "calls", "called", "try", "tries", "tried",
        "become", "becomes", "became", "put", "puts", "keep", "keeps", "kept", "let", "begin", "begins", "began", "begun", "start", "starts", "started",
        "seem", "seems", "seemed", "happen", "happens", "happened", "happening", "like", "bring", "brings", "brought", "hold", "holds", "held",
        "talk", "talks", "talked", "discuss", "discusses", "discussed", "mention", "mentions", "mentioned", "describe", "describes", "described",
        "explain", "explains", "explained", "turn", "turned", "run", "runs", "ran", "running", "set", "sets", "include", "includes", "included",
        "people", "person", "thing", "things", "anything", "something", "everything", "nothing", "way", "ways", "time", "times", "day", "days", "year", "years",
        "part", "parts", "place", "case", "kind", "kinds", "type", "types", "sort", "example", "examples", "fact", "lot", "name", "names", "number",
        "new", "good", "many", "much", "more", "most", "other", "others", "own", "same", "different", "big", "small", "great", "large", "long", "little",
        "old", "able", "main", "first", "last", "next", "well", "up", "out", "over", "down", "back", "now", "then", "ever", "before", "after", "still",
        "always", "never", "really", "actually", "currently", "during", "between", "exactly", "done", "doing", "else",
    };

    public static bool Has(string surface) => Words.Contains(surface);

    public static double Idf(string surface, double idf) => Words.Contains(surface) ? Math.Min(idf, MostIdf) : idf;
}
