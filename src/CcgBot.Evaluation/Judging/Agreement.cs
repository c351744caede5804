namespace CcgBot.Evaluation.Judging;

/// <summary>How far two judges agree beyond chance: Cohen's kappa (1960), 1 = always, 0 = as chance would have it.</summary>
/// <param name="Questions">Those that both judged.</param>
/// <param name="Same">Of these, those that they judged alike.</param>
/// <param name="Kappa">Null where chance alone would make them agree (both always say one and the same thing), or there is no question of both.</param>
public sealed record Agreement(string A, string B, int Questions, int Same, double? Kappa)
{
    /// <summary>For each pair of judges.</summary>
    public static IReadOnlyList<Agreement> Of(IReadOnlyList<Judgement> judgements)
    {
        ArgumentNullException.ThrowIfNull(judgements);
        var judges = judgements.Select(judgement => judgement.Judge).Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. judges.SelectMany((a, i) => judges.Skip(i + 1).Select(b => Of(a, b, judgements)))];
    }

    /// <summary>Kappa of two judges' categories of the same items.</summary>
    public static double? KappaOf(IReadOnlyList<(string A, string B)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0)
        {
            return null;
        }

        var same = (double)pairs.Count(pair => pair.A == pair.B) / pairs.Count;
        var chance = pairs.Select(pair => pair.A).Distinct()
            .Sum(category => (double)pairs.Count(pair => pair.A == category) / pairs.Count * pairs.Count(pair => pair.B == category) / pairs.Count);
        return chance >= 1 ? null : (same - chance) / (1 - chance);
    }

    private static Agreement Of(string a, string b, IReadOnlyList<Judgement> judgements)
    {
        var ofB = judgements.Where(judgement => judgement.Judge == b).ToDictionary(judgement => judgement.Question);
        // A category of one question is none of another: "the paragraph first offered" would make chance agreement look like judgement, so each paragraph stands for itself.
        List<(string, string)> pairs = [.. judgements.Where(judgement => judgement.Judge == a && ofB.ContainsKey(judgement.Question))
            .Select(judgement => (judgement.Paragraph ?? "", ofB[judgement.Question].Paragraph ?? ""))];
        return new Agreement(a, b, pairs.Count, pairs.Count(pair => pair.Item1 == pair.Item2), KappaOf(pairs));
    }
}
