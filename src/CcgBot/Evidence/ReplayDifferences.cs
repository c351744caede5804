using System.Globalization;
using CcgBot.Answering;

namespace CcgBot.Evidence;

/// <summary>What a person would see otherwise in the replayed answer: its kind, its claims, the words they cite.</summary>
internal static class ReplayDifferences
{
    public static IReadOnlyList<string> Between(EvidenceRecord record, Answer replayed)
    {
        var (was, now) = (record, EvidenceRecording.Of(replayed));
        var differences = new List<string>();
        Compare(differences, "kind", was.Kind, now.Kind);
        Compare(differences, "reason", was.Reason, now.Reason);
        Compare(differences, "composer", was.Composer, now.Composer);
        if (was.Kind == "clarification" && now.Kind == was.Kind)
        {
            Compare(differences, "choices", was.Text, now.Text);
        }

        var (claimsWas, claimsNow) = (was.Claims.Where(claim => !claim.Withheld).ToList(), now.Claims);
        for (var i = 0; i < Math.Max(claimsWas.Count, claimsNow.Count); i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"claim {i + 1}");
            Compare(differences, name, Text(claimsWas.ElementAtOrDefault(i), was.Citations), Text(claimsNow.ElementAtOrDefault(i), now.Citations));
        }

        return differences;
    }

    private static string? Text(JudgedClaim? claim, IReadOnlyList<CitedWords> citations) => claim is null
        ? null
        : $"{claim.Text} [{string.Join(", ", claim.Citations.Select(number => citations.FirstOrDefault(citation => citation.Number == number)).Select(cited => cited is null ? "?" : $"{cited.ParagraphId} “{cited.Quote}”"))}]";

    private static void Compare(List<string> differences, string what, string? was, string? now)
    {
        if (was != now)
        {
            differences.Add($"{what}: was {was ?? "none"}, now {now ?? "none"}");
        }
    }
}
