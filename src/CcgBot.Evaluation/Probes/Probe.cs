using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Probes;

/// <summary>Makes the hard negatives of a set that has few of its own: questions that its corpus does not answer.</summary>
public static class Probe
{
    private const string RemovedMark = "~removed";

    /// <summary>
    /// Every answerable question twice: with the corpus whole, and (id + <c>~removed</c>) with its judged paragraphs hidden, which makes it
    /// unanswerable. A question counts as answerable when it has a relevant paragraph and the set does not say otherwise.
    /// </summary>
    public static TestSet GoldRemoved(TestSet set)
    {
        var questions = new List<TestQuestion>();
        foreach (var question in set.Questions.Where(question => question.Answerable != false))
        {
            var relevant = set.Qrels.Relevant(question.Id);
            if (relevant.Count > 0)
            {
                questions.Add(question with { Answerable = true });
                questions.Add(question with { Id = question.Id + RemovedMark, Answerable = false, Removed = relevant });
            }
        }

        return set with { Name = $"{set.Name}+gold-removed", Questions = questions };
    }

    /// <summary>
    /// The set's answerable questions with as many of another set's (evenly spread over it, id <c>NAME:ID</c>), which this corpus does not
    /// answer: half and half, so that precision does not hang on the sizes of the two sets.
    /// </summary>
    public static TestSet Foreign(TestSet set, TestSet other)
    {
        var own = set.Questions
            .Where(question => question.Answerable != false && (question.Answerable == true || set.Qrels.Of(question.Id) is not null))
            .Select(question => question with { Answerable = true })
            .ToList();
        var count = Math.Min(own.Count, other.Questions.Count);
        var foreign = Enumerable.Range(0, count)
            .Select(i => other.Questions[(int)((long)i * other.Questions.Count / count)])
            .Select(question => question with { Id = $"{other.Name}:{question.Id}", Answerable = false, Evidence = [] });
        return set with { Name = $"{set.Name}+foreign-{other.Name}", Questions = [.. own, .. foreign] };
    }
}
