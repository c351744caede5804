namespace CcgBot.AnswerBench;

/// <summary>What is asked of the seed articles.</summary>
internal static class Questions
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Who led the research?",
        "How many developing CCGs were in the qualitative case studies?",
        "When was the study carried out?",
        "What did external pressure cause?",
        "Who funded the research?",
        "What is PRUComm?",
        "How large are clinical commissioning groups?",
        "at wat spede are helth and welbeing bords devlopping",
        "What is the capital of Australia?",
        "Which universities took part in the study?",
    ];

    /// <summary>The same question in other letters: the rankings of the last few texts are kept, and none shall be found there.</summary>
    /// <param name="round">Its bits say which words begin with the other kind of letter.</param>
    public static string Again(string question, int round) => string.Join(' ', question.Split(' ').Select((word, i) =>
        (round >> i & 1) == 0 ? word : (char.IsUpper(word[0]) ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])) + word[1..]));

    /// <summary>What is asked on the page, with words of the answer that is waited for.</summary>
    public static IReadOnlyList<(string Question, string Expected)> OnPage { get; } =
    [
        ("Who led the research?", "Checkland"),
        ("How many developing CCGs were in the qualitative case studies?", "eight"),
        ("at wat spede are helth and welbeing bords devlopping", "speed"),
    ];
}
