using System.Text.RegularExpressions;
using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Answering.Suggestions;

/// <summary>
/// Questions that an article's own sentences answer, made by turning sentences of a few plain forms round. Only where the result is
/// grammatical by construction; whether the bot answers them is for <see cref="SuggestedQuestions"/> to find out.
/// </summary>
public static partial class QuestionTemplates
{
    /// <summary>Distinct questions, those that ask for a fact before those that ask what a word means, and these before short forms.</summary>
    public static IReadOnlyList<string> Of(Article article) => [.. Each(article).Select(question => question.Text)];

    /// <summary>The same, each with the sentence that it was made of.</summary>
    internal static IReadOnlyList<TurnedQuestion> Each(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        var sentences = article.Paragraphs
            .SelectMany(paragraph => SentenceSplitter.Split(paragraph.Text).Select(span => (paragraph.Ordinal, Span: span, Text: paragraph.Text[span.Start..span.End])))
            .ToList();
        IEnumerable<TurnedQuestion> Turned(Func<string, IEnumerable<string>> turn, bool isShortForm = false) =>
            sentences.SelectMany(sentence => turn(sentence.Text).Select(text => new TurnedQuestion(text, sentence.Ordinal ?? 0, sentence.Span, isShortForm)));
        return
        [
            .. Turned(Facts)
                .Concat(Turned(Definitions))
                .Concat(Turned(sentence => AcronymFinder.Find(sentence).Select(acronym => $"What does {Singular(acronym.Short)} stand for?"), isShortForm: true))
                .DistinctBy(question => question.Text, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static IEnumerable<string> Facts(string sentence)
    {
        foreach (Match match in WhoDid().Matches(sentence))
        {
            yield return $"Who {match.Groups["verb"].Value} {match.Groups["what"].Value}?";
        }

        if (Passive().Match(sentence) is { Success: true } passive)
        {
            var (what, was, verb) = (LowerFirst(passive.Groups["what"].Value), passive.Groups["was"].Value, passive.Groups["verb"].Value);
            yield return passive.Groups["by"].Value == "by" ? $"Who {verb} {what}?" : $"When {was} {what} {verb}?";
        }

        foreach (Match match in Counted().Matches(sentence))
        {
            yield return $"How many {match.Groups["noun"].Value} {match.Groups["was"].Value} {match.Groups["verb"].Value}?";
        }
    }

    private static IEnumerable<string> Definitions(string sentence)
    {
        if (Defined().Match(sentence) is { Success: true } match)
        {
            yield return $"What {match.Groups["is"].Value} {match.Groups["the"].Value.ToLowerInvariant()}{Name(match.Groups["name"].Value)}?";
        }
    }

    /// <summary>A sentence's first word loses its capital unless it is a name or an acronym.</summary>
    private static string Name(string name)
    {
        var words = name.Split(' ');
        return words.Length > 1 && words.Skip(1).All(word => char.IsLower(word[0])) && !words[0].Skip(1).Any(char.IsUpper) ? LowerFirst(name) : name;
    }

    private static string Singular(string acronym) => acronym is [.., var last, 's'] && char.IsUpper(last) ? acronym[..^1] : acronym;

    private static string LowerFirst(string text) => $"{char.ToLowerInvariant(text[0])}{text[1..]}";

    [GeneratedRegex(@"\bwho (?<verb>led|founded|wrote|commissioned|funded|chaired|developed|designed|directed|carried out|set up|discovered|invented) (?<what>the [\p{L}-]{1,60}(?: [\p{L}-]{1,60})?)(?=\s{0,20}[,.;:)”]|\s{1,20}and\b|$)")]
    private static partial Regex WhoDid();

    [GeneratedRegex(@"^(?<what>The (?:[\p{L}\d-]{1,60} ){0,4}[\p{L}\d-]{1,60}) (?<was>was|were) (?:[\p{L}]{1,60}ly )?(?<verb>funded|led|published|commissioned|established|founded|created|introduced|launched|designed|developed|discovered|invented|completed|abolished)(?: (?<by>by) (?:the )?\p{Lu}| (?:in|on) (?:\d{1,2} )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?(?:1[5-9]|20)\d\d\b)")]
    private static partial Regex Passive();

    [GeneratedRegex(@"^(?:In total, |Altogether, )?(?:\d[\d,]{0,60}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve) (?<noun>(?:[\p{L}-]{1,60} )?\p{L}{1,60}s) (?<was>were|are) (?:[\p{L}]{1,60}ly )?(?<verb>studied|interviewed|surveyed|included|involved|examined|asked|selected|observed|recruited|enrolled|treated|killed|injured)\b")]
    private static partial Regex Counted();

    /// <summary>No pronoun and no clause before the verb, so that what stands there is a thing with a name.</summary>
    [GeneratedRegex(@"^(?<the>(?:The|A|An) )?(?<name>(?!(?:Common|Main|Key|Typical|Usual|Possible|Good|Best|New|Old|Next|Last|Full|Half|common|main|key|typical|usual|possible|good|best|new|old|next|last|full|half|The|A|An|It|This|That|These|Those|There|They|He|She|We|You|I|One|Some|Many|Most|Here|What|Who|If|When|While|As|In|On|At|For|But|And|So|Another|Other|Others|Both|All|Each|His|Her|Their|Its|Our|Your|My|Not|Such|First|Second|Also|Next|Following|Although|Because|However) )[\p{L}\d’'-]{1,60}(?: (?!(?:who|which|that|in|of|to|for|with|and|or|from|by|at|on|if|when|not|also)\b)[\p{L}\d’'-]{1,60}){0,3}) (?:\([^()]{2,14}\) )?(?<is>is|are) (?:an? |the (?:\p{L}{1,60} )?(?:body|bodies|organisations?|groups?|name|process|part|system|largest|main|most)\b|(?:statutory |clinically |local |national |independent ){0,9}(?:bodies|organisations|groups|tablets|medicines|conditions|infections)\b)")]
    private static partial Regex Defined();
}

/// <summary>A question made of a sentence.</summary>
/// <param name="Ordinal">The sentence's paragraph.</param>
/// <param name="IsShortForm">Asks what a short form stands for.</param>
internal sealed record TurnedQuestion(string Text, int Ordinal, TextSpan Span, bool IsShortForm);
