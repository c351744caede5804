using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Questions;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text;
using CcgBot.Text.Words;

namespace CcgBot.Retrieval;

/// <summary>
/// Question → weighted index terms: its own words, repaired or replaced by synonyms where the index does not know them, the other forms of acronyms, and
/// with less weight what was said before and the person's situation.
/// </summary>
/// <param name="words">Words that are not repaired although the index does not know them; null = every unknown word may be.</param>
public sealed partial class QueryBuilder(ParagraphIndex index, RetrievalOptions options, WordList? words = null)
{
    private const int LongestForm = 8;

    /// <summary>The question's own words come first, then what goes with them: a turn of more words than that adds none that count.</summary>
    private const int MostTerms = 400;

    /// <summary>Words that make a question but that no answer need hold; the analyzer's own stop words are left out before.</summary>
    private static readonly HashSet<string> QuestionWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "what", "what's", "who", "who's", "whom", "whose", "which", "when", "where", "why", "how", "do", "does", "did", "can", "could", "would",
        "should", "shall", "may", "might", "must", "i", "i'm", "i've", "me", "my", "mine", "we", "us", "our", "you", "your", "he", "him", "his",
        "she", "her", "hers", "its", "it's", "them", "these", "those", "has", "have", "had", "am", "were", "been", "being", "so", "any", "some",
        "please", "tell", "say", "says", "said", "find", "found", "get", "got", "stand", "stands", "mean", "means", "meant", "there's", "from", "about", "also", "than", "too", "very", "just", "wat", "whats", "im", "ive", "anyone", "someone",
    };

    private readonly EnglishTextAnalyzer _analyzer = new();

    /// <summary>The terms of a question, own words first; empty when there is no word in it.</summary>
    public IReadOnlyList<QuestionTerm> Build(Question question)
    {
        var terms = new Dictionary<string, QuestionTerm>(StringComparer.Ordinal);
        AddQuestion(question.Text, leansOnHistory: question.History.Count > 0, terms);
        AddAcronyms(question.Text, terms);
        AddFamilies(terms);
        AddSynonyms(terms);
        if (options.ScenarioWeight > 0 && question.Scenario is { } scenario)
        {
            AddContext(scenario, options.ScenarioWeight, TermOrigin.Scenario, terms);
        }

        if (question.History.Count > 0)
        {
            if (FollowUp.LeavesOut(question.Text) && question.History.LastOrDefault(turn => turn.Role == Role.User) is { } before)
            {
                AddContext(before.Content, options.FollowUpWeight, TermOrigin.FollowUp, terms);
            }

            AddLastTurn(question, Role.User, options.HistoryUserWeight, terms);
            AddLastTurn(question, Role.Assistant, options.HistoryAssistantWeight, terms);
        }

        return [.. terms.Values.Take(MostTerms)];
    }

    private void AddQuestion(string text, bool leansOnHistory, Dictionary<string, QuestionTerm> terms)
    {
        var tokens = _analyzer.Tokens(text);
        var analysis = QuestionAnalysis.Of(text);
        bool IsContent(string word) => !options.SkipQuestionWords || !QuestionWords.Contains(word.Replace('’', '\'')) && !analysis.IsCount(word);
        var content = tokens.Where(token => IsContent(text[token.Start..token.End])).ToList();
        // A question of nothing but such words ("Who is he?") is searched by them, unless there is a turn before to lend better ones.
        foreach (var token in content.Count > 0 || leansOnHistory ? content : tokens)
        {
            var surface = text[token.Start..token.End];
            var isDetail = surface.Any(char.IsDigit) || char.IsUpper(surface[0]) && !StartsSentence(text, token.Start);
            var origin = TermOrigin.Question;
            var term = token.Term;
            var frequency = index.DocumentFrequency(term);
            if (frequency == 0 && options.RepairSpelling && !surface.Skip(1).Any(char.IsUpper) && words?.Has(surface) != true && index.NearestTerm(term) is { } near)
            {
                (term, origin, frequency) = (near, TermOrigin.Repaired, index.DocumentFrequency(near));
            }

            var idf = IdfOf(surface, frequency);
            var weight = (origin == TermOrigin.Repaired ? options.RepairedWeight : 1f) * (float)(idf / Idf(frequency));
            if (terms.TryGetValue(term, out var known))
            {
                terms[term] = known with { Weight = known.Weight + weight };
            }
            else
            {
                terms.Add(term, new QuestionTerm(term, surface, weight, idf, origin, []) { IsDetail = isDetail, DocumentFrequency = frequency });
            }
        }
    }

    /// <summary>Short forms bring their long form's words, and long forms their short form.</summary>
    private void AddAcronyms(string text, Dictionary<string, QuestionTerm> terms)
    {
        if (options.AcronymWeight <= 0)
        {
            return;
        }

        var tokens = _analyzer.Terms(text);
        for (var start = 0; start < tokens.Count; start++)
        {
            for (var length = Math.Min(LongestForm, tokens.Count - start); length >= 1; length--)
            {
                var form = tokens.Skip(start).Take(length).ToArray();
                foreach (var other in index.OtherForms(string.Join(' ', form)))
                {
                    var words = other.Split(' ');
                    foreach (var own in form.Where(terms.ContainsKey))
                    {
                        terms[own] = terms[own] with { Alternatives = [.. terms[own].Alternatives, words] };
                    }

                    foreach (var word in words)
                    {
                        terms.TryAdd(word, new QuestionTerm(
                            word, other, options.AcronymWeight / (words.Length > 1 ? MathF.Sqrt(words.Length) : 1), Idf(index.DocumentFrequency(word)), TermOrigin.Acronym, [form]));
                    }
                }
            }
        }
    }

    /// <summary>"Who led it?" also looks for "lead", "leader" and "leadership".</summary>
    private void AddFamilies(Dictionary<string, QuestionTerm> terms)
    {
        if (options.FamilyWeight <= 0)
        {
            return;
        }

        foreach (var term in terms.Values.Where(term => term.Origin is TermOrigin.Question or TermOrigin.FollowUp).ToList())
        {
            var (stem, isName) = (BaseTerm(term), IsName(term));
            AddOtherWords(term, index.Family(stem).Append(stem).Where(other => !isName || IsPrefix(term.Surface, other)), options.FamilyWeight, terms);
        }
    }

    /// <summary>A capital within the question, or no word of the language: "Lindomer" and "Lindomar" end like a family of words but are two things.</summary>
    private bool IsName(QuestionTerm term) => term.IsDetail || words?.Has(term.Surface) == false;

    /// <summary>"German" and "Germany". As typed: a stem ("lindom") begins much.</summary>
    private static bool IsPrefix(string one, string other) =>
        one.StartsWith(other, StringComparison.OrdinalIgnoreCase) || other.StartsWith(one, StringComparison.OrdinalIgnoreCase);

    /// <summary>A word that no article has in any form is looked for by its synonyms: "amalgamation" by "merger". A name has none.</summary>
    private void AddSynonyms(Dictionary<string, QuestionTerm> terms)
    {
        if (options.SynonymWeight <= 0)
        {
            return;
        }

        bool IsUnknown(QuestionTerm term) => term is { Origin: TermOrigin.Question or TermOrigin.FollowUp, DocumentFrequency: 0, Alternatives.Count: 0, IsDetail: false };
        foreach (var term in terms.Values.Where(IsUnknown).ToList())
        {
            AddOtherWords(term, Synonyms.Of(BaseTerm(term)).SelectMany(other => index.Family(other).Prepend(other)).Distinct(), options.SynonymWeight, terms);
        }
    }

    /// <summary>The index term of the word's base form: "lead" of "led".</summary>
    private string BaseTerm(QuestionTerm term) => _analyzer.Terms(WordFamily.Base(term.Surface)) is [var only] ? only : term.Term;

    /// <summary>Where one of the other words stands, the question's word counts as standing.</summary>
    private void AddOtherWords(QuestionTerm term, IEnumerable<string> others, float weight, Dictionary<string, QuestionTerm> terms)
    {
        var known = others.Where(other => other != term.Term && index.DocumentFrequency(other) > 0).ToList();
        if (known.Count == 0)
        {
            return;
        }

        terms[term.Term] = term with { Alternatives = [.. term.Alternatives, .. known.Select(other => (string[])[other])] };
        foreach (var other in known)
        {
            terms.TryAdd(other, new QuestionTerm(other, term.Surface, weight * term.Weight, Idf(index.DocumentFrequency(other)), TermOrigin.Acronym, [[term.Term]]));
        }
    }

    private void AddLastTurn(Question question, Role role, float weight, Dictionary<string, QuestionTerm> terms)
    {
        if (weight > 0 && question.History.LastOrDefault(turn => turn.Role == role) is { } turn)
        {
            AddContext(turn.Content, weight, TermOrigin.History, terms);
        }
    }

    private void AddContext(string text, float weight, TermOrigin origin, Dictionary<string, QuestionTerm> terms)
    {
        var said = CitationMarks().Replace(text, "");
        foreach (var token in _analyzer.Tokens(said))
        {
            var surface = said[token.Start..token.End];
            if (QuestionWords.Contains(surface))
            {
                continue;
            }

            var frequency = index.DocumentFrequency(token.Term);
            var idf = IdfOf(surface, frequency);
            var scaled = weight * (float)(idf / Idf(frequency));
            if (!terms.TryGetValue(token.Term, out var known))
            {
                terms.Add(token.Term, new QuestionTerm(token.Term, surface, scaled, idf, origin, []) { DocumentFrequency = frequency });
            }
            else
            {
                terms[token.Term] = known with { Weight = known.Weight + scaled };
            }
        }
    }

    private double IdfOf(string surface, int frequency) =>
        options.CapCommonWords ? CommonWords.Idf(surface, Idf(frequency)) : Idf(frequency);

    private double Idf(int frequency) => Math.Log(1 + (index.Count - frequency + 0.5) / (frequency + 0.5));

    private static bool StartsSentence(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && (char.IsWhiteSpace(text[before]) || text[before] is '"' or '“' or '‘' or '('))
        {
            before--;
        }

        return before < 0 || text[before] is '.' or '?' or '!';
    }

    [GeneratedRegex(@"\[\d{1,60}\]")]
    private static partial Regex CitationMarks();
}
