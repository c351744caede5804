namespace CcgBot.Evidence;

/// <summary>Sequence numbers as first and last of each unbroken run: a year's records are one pair.</summary>
internal static class SequenceRanges
{
    /// <param name="numbers">Ascending.</param>
    public static IReadOnlyList<long[]> Of(IEnumerable<long> numbers)
    {
        var ranges = new List<long[]>();
        foreach (var number in numbers)
        {
            if (ranges.Count > 0 && ranges[^1][1] == number - 1)
            {
                ranges[^1][1] = number;
            }
            else
            {
                ranges.Add([number, number]);
            }
        }

        return ranges;
    }

    /// <summary>What of <paramref name="ranges"/> no range of <paramref name="cover"/> holds.</summary>
    public static IReadOnlyList<long[]> Except(IReadOnlyList<long[]> ranges, IEnumerable<long[]> cover)
    {
        var left = ranges.ToList();
        foreach (var hole in cover)
        {
            left = [.. left.SelectMany(range => hole[1] < range[0] || hole[0] > range[1] ? [range] : Around(range, hole))];
        }

        return left;
    }

    private static IEnumerable<long[]> Around(long[] range, long[] hole)
    {
        if (range[0] < hole[0])
        {
            yield return [range[0], hole[0] - 1];
        }

        if (range[1] > hole[1])
        {
            yield return [hole[1] + 1, range[1]];
        }
    }
}
