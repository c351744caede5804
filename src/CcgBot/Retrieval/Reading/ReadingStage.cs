using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Questions;
using CcgBot.Text;

namespace CcgBot.Retrieval.Reading;

/// <summary>
/// Has the best passages of a ranking read, and puts those first that say what is asked: retrieval score ÷ best + weight × P(relevant). What lies below the
/// passages that are read keeps its place. A list is read whole, with what introduces it: neither says anything without the other. Readings of the last
/// few questions are kept: one question is searched more than once.
/// </summary>
/// <param name="near">The paragraphs around one, it included, in reading order; null = each is read by itself.</param>
public sealed class ReadingStage(IPassageReader reader, ReadingOptions options, Func<Paragraph, IReadOnlyList<Paragraph>>? near = null) : IDisposable
{
    private readonly Recent<PassageReading> _recent = new(512);
    private readonly ReadingUnits _units = new(near);

    /// <summary>Names the model: answers under different ones may differ.</summary>
    public string Identity => reader.Identity;

    /// <summary>Loads the model before anybody waits for it.</summary>
    public void Load() => reader.Load();

    /// <summary>The ranking with <see cref="ScoredParagraph.Reading"/> for the passages that were read, and in its new order.</summary>
    /// <param name="text">The question with repaired words; its history and scenario are taken from <paramref name="question"/>.</param>
    public async Task<IReadOnlyList<ScoredParagraph>> ReadAsync(Question question, string text, IReadOnlyList<ScoredParagraph> found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(found);
        if (found.Count == 0)
        {
            return found;
        }

        var asked = Asked(question, text);
        var read = found.Take(options.Passages).ToList();
        var readings = await ReadAsync(asked, read, cancellationToken);
        var best = read.Max(paragraph => paragraph.Score);
        var ordered = read
            .Select((paragraph, i) => paragraph with { Reading = readings[i], Order = Share(paragraph) + options.Weight * Logistic(readings[i].Relevant) })
            .OrderByDescending(paragraph => paragraph.Order);
        var others = found.Skip(read.Count).Select(paragraph => paragraph with { Order = Share(paragraph) });
        return [.. ordered.Concat(others).Select((paragraph, i) => paragraph with { Rank = i + 1 })];

        double Share(ScoredParagraph paragraph) => best > 0 ? paragraph.Score / best : 0;
    }

    /// <summary>The question as the reader is given it: with the turn that it leans on, and the scenario, behind it.</summary>
    internal static string Asked(Question question, string text)
    {
        var before = FollowUp.LeavesOut(question.Text) ? question.History.LastOrDefault(turn => turn.Role == Role.User)?.Content : null;
        return string.Join(' ', new[] { text, before, question.Scenario }.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private async Task<PassageReading[]> ReadAsync(string asked, List<ScoredParagraph> found, CancellationToken cancellationToken)
    {
        var units = found.ConvertAll(paragraph => _units.Of(paragraph.Paragraph));
        var keys = units.ConvertAll(unit => $"{asked}\u001f{unit.Title}\u001f{unit.Text}\u001f{unit.Start}");
        var readings = new PassageReading[found.Count];
        var missing = new List<int>();
        for (var i = 0; i < found.Count; i++)
        {
            if (_recent.TryFind(keys[i], out var known))
            {
                readings[i] = known;
            }
            else
            {
                missing.Add(i);
            }
        }

        if (missing.Count > 0)
        {
            // The items of one list are read at once.
            var groups = missing.GroupBy(i => (units[i].Title, units[i].Text)).ToList();
            var made = await reader.ReadAsync(
                asked, [.. groups.Select(group => new PassageToRead(group.Key.Title, group.Key.Text, [.. group.SelectMany(i => units[i].Sentences)]))], cancellationToken);
            foreach (var (group, reading) in groups.Zip(made))
            {
                var at = 0;
                foreach (var i in group)
                {
                    var count = units[i].Sentences.Count;
                    readings[i] = units[i].Own(reading with { Sentences = [.. reading.Sentences.Skip(at).Take(count)] });
                    _recent.Add(keys[i], readings[i]);
                    at += count;
                }
            }
        }

        return readings;
    }

    public void Dispose() => reader.Dispose();

    private static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}
