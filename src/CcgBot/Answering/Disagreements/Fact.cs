namespace CcgBot.Answering.Disagreements;

/// <summary>A value that a statement gives: a number of something, a date, a name.</summary>
/// <param name="First">Its first token in the statement; <paramref name="Last"/> its last.</param>
/// <param name="Written">As the source has it.</param>
internal abstract record Fact(int First, int Last, string Written)
{
    /// <summary>The two could be values of one thing.</summary>
    public abstract bool IsComparable(Fact other);

    /// <summary>Both can be true of one thing: equal, one less exact than the other, or a bound that the other keeps.</summary>
    public abstract bool Agrees(Fact other);
}

/// <summary>A number as the interval that its words allow: "eight" 8..8, "about 300" 270..330, "at least 500" from 500.</summary>
/// <param name="Kind">What can be compared with what: a currency, "%", a dimension, or "" for a count.</param>
/// <param name="Heads">Stems of the words counted; empty where the kind says it all.</param>
internal sealed record Quantity(double Low, double High, string Kind, IReadOnlySet<string> Heads, int First, int Last, string Written)
    : Fact(First, Last, Written)
{
    /// <summary>Rounding: 12 months and 52 weeks are one year.</summary>
    private const double Tolerance = 0.005;

    public override bool IsComparable(Fact other) => other is Quantity quantity
        && Kind == quantity.Kind
        && (Kind.Length > 0 || Heads.Overlaps(quantity.Heads));

    public override bool Agrees(Fact other) => other is Quantity quantity
        && Low <= quantity.High * (1 + Tolerance)
        && quantity.Low <= High * (1 + Tolerance);
}

/// <summary>A date as far as it is given.</summary>
internal sealed record DateFact(int? Year, int? Month, int? Day, int First, int Last, string Written) : Fact(First, Last, Written)
{
    public override bool IsComparable(Fact other) => other is DateFact date && (Year is not null && date.Year is not null || Month is not null && date.Month is not null);

    public override bool Agrees(Fact other) => other is DateFact date && Fits(Year, date.Year) && Fits(Month, date.Month) && Fits(Day, date.Day);

    private static bool Fits(int? one, int? other) => one is null || other is null || one == other;
}

/// <summary>A person, body or place, without titles.</summary>
/// <param name="Words">Lower case.</param>
internal sealed record NameFact(IReadOnlyList<string> Words, int First, int Last, string Written) : Fact(First, Last, Written)
{
    public override bool IsComparable(Fact other) => other is NameFact;

    public override bool Agrees(Fact other) => other is NameFact name && (AreIn(Words, name.Words) || AreIn(name.Words, Words));

    // "Checkland" and "K Checkland" are in "Kath Checkland"; "Anna Checkland" is not.
    private static bool AreIn(IReadOnlyList<string> few, IReadOnlyList<string> many) =>
        few.All(word => many.Any(other => word == other || (word.Length == 1 || other.Length == 1) && word[0] == other[0]));
}
