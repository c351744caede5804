using CcgBot.Answering;
using CcgBot.Answering.Extractive;
using CcgBot.Answering.Parts;
using CcgBot.Answering.Safety;
using CcgBot.Answering.Suggestions;
using CcgBot.Articles;
using CcgBot.Conversations;
using CcgBot.Privacy;
using CcgBot.Questions;
using CcgBot.Text;
using CsCheck;

namespace CcgBot.Tests.Fuzz;

/// <summary>
/// Every way in, with texts made to take long: a few pieces that patterns begin and go on with, repeated. None crashes, and with eight times the text none
/// works much more than eight times as long; what is quadratic works 64 times as long.
/// </summary>
public sealed class LinearTimeTests
{
    private const int Short = 8_000;
    private const int Times = 8;

    /// <summary>Between 8 for linear and 64 for quadratic.</summary>
    private const double MostGrowth = 24;

    /// <summary>Seconds: below that a collection of garbage decides.</summary>
    private const double TooLittleToTell = 0.08;

    private static readonly string[] Pieces =
    [
        "a", "A", "1", " ", "\n", "\t", ".", ",", "@", "(", ")", "[", "]", "-", "'", "\"", "“", "”", "?", "!", ":", ";", "/", "£", "%", "•", "…", "é", "\u0301", "\ud83d\ude00", "\ud800", "\0",
        "\r\n", "\n\n", " @", "@a.", "a.b", "a@b", "(at)", "(dot)", "(AB)", "(A", " and ", " who is", " of the ", "Dr A ", "Mr. ", "16 November", " 2012", "Published ", "date: ", "12:30",
        "12 ", "1,000", "£1", "0 0 ", "+44 ", "999", "SW1A 1AA", "AB123456C", "http://", "www.", "[1]", "**", "<a>", "e.g.", "U.S.", "St. ", "\n- ", "\n1. ", "share this ", "cookies", "by using this site ",
        "how many ", "what is meant by ", "how much is ", "i have ", "my son is ", "just now ", "should i take ", "the last ", "three weeks ago", "not", "Then ", "The A of ", "was funded by ",
    ];

    private static readonly Gen<string[]> Repeated = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 3];

    // Three of the largest texts of each kind that was found slow once: they are tried whatever the generator comes up with.
    private static readonly string[][] Known = [["a"], [" "], ["("], ["."], ["A "], ["1 "], ["(AB)"], ["\n "], ["a@"], ["a."], ["£1 "], ["?"], ["how much is "], ["'"], ["“"], ["\n"], ["1"], ["Dr A "]];

    public static TheoryData<string> Entries => [.. All.Keys];

    private static readonly Dictionary<string, Action<string>> All = new()
    {
        ["masking"] = text => PersonalData.Mask(text),
        ["question"] = Question,
        ["history"] = text => Continuation.Resolve(QuestionMask.Apply(new Question("more", [new Turn(Role.User, text), new Turn(Role.Assistant, text)])).Masked),
        ["article"] = Article,
        ["date line"] = text => DateLine.TryParse(text, out _),
        ["sentences"] = text => SentenceSplitter.Split(text),
        ["entities"] = text => EntityFinder.Find(text),
        ["acronyms"] = text => AcronymFinder.Find(text).Count(),
        ["safety"] = text => SafetyNotice.For(text, new AnsweringOptions()),
        ["support"] = text => SupportCheck.Check("The study was led by Kath Checkland in 2012.", [text]),
        ["markdown"] = text => AnswerMarkdown.Escape(text),
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void The_time_grows_with_the_text_and_no_faster(string entry)
    {
        var act = All[entry];
        act(Text(Pieces, Short));
        foreach (var pieces in Known)
        {
            AssertLinear(act, pieces);
        }

        Repeated.Sample(pieces => AssertLinear(act, pieces), iter: 40, threads: 1);
    }

    /// <summary>What the answerer does with a question before it searches: what is longer than is read costs nothing.</summary>
    private static void Question(string text)
    {
        var options = new AnsweringOptions();
        var asked = QuestionMask.Apply(QuestionLimits.Bounded(new Question(text, [new Turn(Role.User, text)], text), options.MostQuestionCharacters)).Masked;
        var cleaned = QuestionText.Clean(asked.Text, options.MostQuestionCharacters);
        QuestionAnalysis.Of(cleaned);
        QuestionParts.Of(cleaned);
        FollowUp.LeavesOut(cleaned);
        SafetyNotice.For(cleaned, options);
    }

    private static void Article(string text)
    {
        try
        {
            QuestionTemplates.Of(TextArticleReader.Read("name", text));
        }
        catch (InvalidDataException)
        {
            // No paragraph is left: that is said of such a file.
        }
    }

    private static void AssertLinear(Action<string> act, string[] pieces)
    {
        var longer = Seconds(act, pieces, Short * Times, 1);
        if (longer < TooLittleToTell)
        {
            return;
        }

        // The least of several: what was compiled or collected on the way is no work of ours.
        var shorter = Seconds(act, pieces, Short, 3);
        longer = Math.Min(longer, Seconds(act, pieces, Short * Times, 3));
        if (longer < TooLittleToTell || longer <= MostGrowth * shorter)
        {
            return;
        }

        // Texts over 85,000 bytes are allocated apart, at several times the price: a step on the way, not a growth. What is quadratic grows as much again.
        var longest = Seconds(act, pieces, Short * Times * Times, 2);
        Assert.True(
            longest <= MostGrowth * longer,
            $"'{string.Concat(pieces)}' repeated: {shorter * 1000:0.0} ms for {Short} characters, {longer * 1000:0.0} ms for {Short * Times}, {longest * 1000:0.0} ms for "
            + $"{Short * Times * Times}.");
    }

    private static double Seconds(Action<string> act, string[] pieces, int length, int tries)
    {
        var text = Text(pieces, length);
        return Enumerable.Range(0, tries).Min(_ => ThreadTime.Of(() => act(text)));
    }

    private static string Text(string[] pieces, int length)
    {
        var all = string.Concat(pieces);
        return string.Concat(Enumerable.Repeat(all, length / all.Length + 1))[..length];
    }
}
