namespace CcgBot.Evaluation.Statistics;

/// <summary>Wilson's score interval of a share (1927): honest also where few were counted, and where none or all of them were.</summary>
public static class Wilson
{
    private const double Z = 1.959963984540054;

    public static Estimate Of(int counted, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(of);
        var share = (double)counted / of;
        var middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of);
        var half = Z / (1 + Z * Z / of) * Math.Sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of));
        return new Estimate(share, Math.Max(0, middle - half), Math.Min(1, middle + half), of);
    }
}
