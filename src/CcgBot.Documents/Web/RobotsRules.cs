using System.Globalization;

namespace CcgBot.Documents.Web;

/// <summary>What a site's robots.txt lets us read (RFC 9309): the group that names us, else the one for everybody; the longest rule that fits decides.</summary>
internal sealed class RobotsRules
{
    /// <summary>As much as the standard asks a crawler to read.</summary>
    public const int MostBytes = 512_000;

    private const int MostRules = 10_000;
    private const int LongestRule = 2_000;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly List<(string Path, bool Allowed)> _rules = [];

    public static RobotsRules All { get; } = new();

    /// <summary>The least time between requests that it asks for; of more than half a minute half a minute is heeded.</summary>
    public TimeSpan Delay { get; private set; }

    public static RobotsRules Parse(string text, string agent)
    {
        var groups = new Dictionary<string, RobotsRules>(StringComparer.OrdinalIgnoreCase);
        var open = new List<RobotsRules>();
        var inRules = false;
        var count = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            var said = line.Split('#', 2)[0].Trim();
            if (said.IndexOf(':') is not (> 0 and var colon))
            {
                continue;
            }

            var (name, value) = (said[..colon].Trim().ToLowerInvariant(), said[(colon + 1)..].Trim());
            if (name == "user-agent")
            {
                if (inRules)
                {
                    (open, inRules) = ([], false);
                }

                if (!groups.TryGetValue(value, out var group))
                {
                    groups[value] = group = new RobotsRules();
                }

                open.Add(group);
            }
            else if (name is "allow" or "disallow" && value.Length <= LongestRule && ++count <= MostRules)
            {
                inRules = true;
                // "Disallow:" with nothing forbids nothing.
                open.ForEach(group => group._rules.AddRange(value.Length > 0 ? [(Plain(value), name == "allow")] : []));
            }
            else if (name == "crawl-delay" && double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0)
            {
                inRules = true;
                open.ForEach(group => group.Delay = TimeSpan.FromSeconds(Math.Min(seconds, LongestDelay.TotalSeconds)));
            }
        }

        return groups.FirstOrDefault(group => agent.Equals(group.Key, StringComparison.OrdinalIgnoreCase)).Value ?? groups.GetValueOrDefault("*") ?? All;
    }

    public bool Allows(Uri address)
    {
        var path = Plain(address.PathAndQuery);
        (int Length, bool Allowed) best = (-1, true);
        foreach (var (rule, allowed) in _rules)
        {
            if ((rule.Length > best.Length || rule.Length == best.Length && allowed) && Fits(rule, path))
            {
                best = (rule.Length, allowed);
            }
        }

        return best.Allowed;
    }

    /// <summary>Percent signs read, so that two ways to write one path are one; "*" and "$" of a rule stay signs.</summary>
    private static string Plain(string path) => Uri.UnescapeDataString(path);

    /// <summary>"*" stands for anything, "$" at the end for the end. Each part between stars is found at its first place: linear, whatever the rule.</summary>
    private static bool Fits(string rule, string path)
    {
        var ends = rule.EndsWith('$');
        var parts = (ends ? rule[..^1] : rule).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            var last = ends && i == parts.Length - 1;
            var found = last ? path.Length - parts[i].Length : path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < at || last && !path.EndsWith(parts[i], StringComparison.Ordinal))
            {
                return false;
            }

            at = found + parts[i].Length;
        }

        return !ends || at == path.Length;
    }
}
