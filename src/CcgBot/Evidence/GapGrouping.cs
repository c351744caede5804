using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CcgBot.Evidence;

/// <summary>
/// Puts questions together that share their terms: each joins the group whose core it overlaps most (weighted Jaccard, rare terms
/// counting more), or begins one. One pass, in the order given; pure.
/// </summary>
internal static partial class GapGrouping
{
    private const double Threshold = 0.4;
    private const int TopicWords = 4;

    /// <summary>Analysed forms of the words that questions are made of.</summary>
    private static readonly FrozenSet<string> QuestionTerms =
        "who whom whose what which when where why how do doe did can could should would will shall mai might must ha have had i me my we our you your he she thei them it tell about mani much is ar wa were from so ani some get go us need want know pleas"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <param name="terms">The index terms of a text, in order.</param>
    public static IReadOnlyList<GapGroup> Group(IReadOnlyList<GapQuestion> questions, Func<string, IReadOnlyList<string>> terms)
    {
        var sets = questions.Select(question => terms(question.Text).Where(term => !QuestionTerms.Contains(term)).ToHashSet(StringComparer.Ordinal)).ToList();
        var frequency = sets.SelectMany(set => set).CountBy(term => term).ToDictionary(StringComparer.Ordinal);
        double Weight(string term) => Math.Log(1 + ((double)questions.Count / frequency[term]));

        var groups = new List<Cluster>();
        var byTerm = new Dictionary<string, List<Cluster>>(StringComparer.Ordinal);
        for (var i = 0; i < questions.Count; i++)
        {
            var set = sets[i];
            var best = set.SelectMany(term => byTerm.GetValueOrDefault(term) ?? [])
                .Distinct()
                .Select(group => (Group: group, Likeness: group.Likeness(set, Weight)))
                .Where(candidate => candidate.Likeness >= Threshold)
                .OrderByDescending(candidate => candidate.Likeness)
                .Select(candidate => candidate.Group)
                .FirstOrDefault();
            // Questions of question words only ("why?") are one group.
            best ??= set.Count == 0 ? groups.Find(group => group.Counts.Count == 0) : null;
            if (best is null)
            {
                groups.Add(best = new Cluster());
            }

            foreach (var term in set.Where(term => best.Add(term)))
            {
                (byTerm.TryGetValue(term, out var holders) ? holders : byTerm[term] = []).Add(best);
            }

            best.Questions.Add(questions[i]);
        }

        return [.. groups.OrderByDescending(group => group.Questions.Count).Select(group => new GapGroup(Topic(group, terms), group.Questions))];
    }

    /// <summary>The terms most questions share, as the questions write them.</summary>
    private static string Topic(Cluster group, Func<string, IReadOnlyList<string>> terms)
    {
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in group.Questions.SelectMany(question => Word().Matches(question.Text)).Select(match => match.Value))
        {
            if (terms(word) is [var term, ..])
            {
                written.TryAdd(term, word);
            }
        }

        var topic = group.Counts.OrderByDescending(pair => pair.Value).Take(TopicWords).Select(pair => written.GetValueOrDefault(pair.Key, pair.Key)).ToList();
        return topic.Count > 0 ? string.Join(' ', topic) : group.Questions[0].Text;
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    private sealed class Cluster
    {
        public List<GapQuestion> Questions { get; } = [];

        public OrderedDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

        /// <returns>True for a term new to the group.</returns>
        public bool Add(string term)
        {
            Counts[term] = Counts.GetValueOrDefault(term) + 1;
            return Counts[term] == 1;
        }

        /// <summary>Against what at least half of the group's questions share.</summary>
        public double Likeness(HashSet<string> set, Func<string, double> weight)
        {
            var core = Counts.Where(pair => 2 * pair.Value >= Questions.Count).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
            var shared = set.Where(core.Contains).Sum(weight);
            var all = set.Union(core).Sum(weight);
            return all == 0 ? 0 : shared / all;
        }
    }
}
