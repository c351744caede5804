namespace CcgBot.Text;

/// <summary>Words of one family that stemming keeps apart: "led" and "lead", "lead" and "leadership".</summary>
public static class WordFamily
{
    /// <summary>What makes another noun or adjective of a stem.</summary>
    private static readonly string[] Suffixes = ["er", "or", "ership", "ship", "ment", "ation", "ion", "th", "al", "anc", "enc", "ist", "e"];

    private static readonly Dictionary<string, string> Bases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["led"] = "lead",
        ["grew"] = "grow",
        ["grown"] = "grow",
        ["built"] = "build",
        ["bought"] = "buy",
        ["sold"] = "sell",
        ["wrote"] = "write",
        ["written"] = "write",
        ["won"] = "win",
        ["lost"] = "lose",
        ["paid"] = "pay",
        ["spent"] = "spend",
        ["sent"] = "send",
        ["fought"] = "fight",
        ["taught"] = "teach",
        ["caught"] = "catch",
        ["chose"] = "choose",
        ["chosen"] = "choose",
        ["spoke"] = "speak",
        ["spoken"] = "speak",
        ["began"] = "begin",
        ["begun"] = "begin",
        ["ran"] = "run",
        ["fell"] = "fall",
        ["fallen"] = "fall",
        ["rose"] = "rise",
        ["risen"] = "rise",
        ["drove"] = "drive",
        ["driven"] = "drive",
        ["drew"] = "draw",
        ["drawn"] = "draw",
        ["flew"] = "fly",
        ["met"] = "meet",
        ["felt"] = "feel",
        ["left"] = "leave",
        ["meant"] = "mean",
        ["broke"] = "break",
        ["broken"] = "break",
        ["stole"] = "steal",
        ["froze"] = "freeze",
        ["sang"] = "sing",
        ["sung"] = "sing",
        ["swam"] = "swim",
        ["threw"] = "throw",
        ["thrown"] = "throw",
        ["wore"] = "wear",
        ["worn"] = "wear",
        ["bore"] = "bear",
        ["born"] = "bear",
        ["ate"] = "eat",
        ["eaten"] = "eat",
        ["drank"] = "drink",
        ["sought"] = "seek",
        ["shot"] = "shoot",
        ["dealt"] = "deal",
        ["bred"] = "breed",
        ["fed"] = "feed",
        ["bled"] = "bleed",
        ["understood"] = "understand",
        ["stood"] = "stand",
        ["thought"] = "think",
    };

    /// <summary>The base of an irregular form; the word itself when it is none.</summary>
    public static string Base(string word) => Bases.GetValueOrDefault(word, word);

    /// <summary>True when an index term is the stem with a suffix that makes another word of it.</summary>
    public static bool IsOf(string stem, string term) =>
        term.Length > stem.Length && term.StartsWith(stem, StringComparison.Ordinal) && Suffixes.Contains(term[stem.Length..]);
}
