using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CcgBot.Answering.Units;

/// <summary>An amount or a range of amounts as text gives it: "4 to 6 years", "under 12", "10 kg and over", "4".</summary>
/// <param name="Low">The least, in the dimension's base unit (months, kilograms, metres, degrees); minus infinity for "under".</param>
/// <param name="High">The most; infinity for "over".</param>
/// <param name="Dimension">age, mass, length, temperature; "" where no unit is given, or the word counted ("people").</param>
internal sealed record Amount(double Low, double High, bool WithLow, bool WithHigh, string Dimension)
{
    public bool IsRange => Low < High;

    /// <summary>Whether some value is in both.</summary>
    public bool Overlaps(Amount other)
    {
        var low = Math.Max(Low, other.Low);
        var high = Math.Min(High, other.High);
        return low < high || low == high && Has(low) && other.Has(low);
    }

    /// <summary>Whether every value of another is in it.</summary>
    public bool Holds(Amount other) =>
        (other.Low > Low || other.Low == Low && (WithLow || !other.WithLow)) && (other.High < High || other.High == High && (WithHigh || !other.WithHigh));

    /// <summary>The same in another unit.</summary>
    public Amount In(double factor) => this with { Low = Low / factor, High = High / factor };

    private bool Has(double value) => (value > Low || WithLow && value >= Low) && (value < High || WithHigh && value <= High);
}

/// <summary>Reads amounts and ranges. The words for them are few in every language, so these are listed.</summary>
internal static partial class Amounts
{
    private static readonly FrozenDictionary<string, (string Dimension, double Factor)> Units = Table(
        """
        age 12 year years yr yrs y yo jahr jahre jahren jährig jährige jährigen an ans año años anno anni год года лет годов
        age 1 month months mo mth mths monat monate monaten mois mes meses mese mesi месяц месяца месяцев
        age 0.23 week weeks wk wks woche wochen semaine semaines semana semanas неделя недели недель
        age 0.033 day days tag tage tagen jour jours día días день дня дней
        mass 1 kg kgs kilo kilos kilogram kilograms kilogramm кг
        mass 0.001 g gram grams gramm grammes г
        mass 0.4536 lb lbs pound pounds
        mass 6.35 stone stones st
        length 0.01 cm centimetre centimetres centimeter centimeters
        length 1 m metre metres meter meters
        length 1000 km kilometre kilometres kilometer kilometers
        length 1609 mile miles
        temperature 1 °c c degrees degree grad
        """);

    private static readonly FrozenDictionary<string, string> Named = new Dictionary<string, string>
    {
        ["age"] = "age",
        ["aged"] = "age",
        ["ages"] = "age",
        ["alter"] = "age",
        ["âge"] = "age",
        ["edad"] = "age",
        ["età"] = "age",
        ["возраст"] = "age",
        ["weight"] = "mass",
        ["gewicht"] = "mass",
        ["poids"] = "mass",
        ["peso"] = "mass",
        ["вес"] = "mass",
        ["temperature"] = "temperature",
        ["temperatur"] = "temperature",
        ["height"] = "length",
        ["distance"] = "length",
        ["length"] = "length",
        ["entfernung"] = "length",
    }.ToFrozenDictionary();

    /// <summary>People as prices and doses tell them apart by age.</summary>
    private static readonly FrozenSet<string> People = Set(
        "child children kid kids baby babies infant infants toddler toddlers boy boys girl girls son daughter junior juniors youth teen teens teenager teenagers student students adult "
        + "adults senior seniors pensioner pensioners person people kind kinder erwachsene enfant enfants adulte adultes niño niños adulto adultos bambino bambini adulti");

    /// <summary>So many words before "is 4" somebody may stand.</summary>
    private const int PersonReach = 4;

    private static readonly FrozenSet<string> Pronouns = Set("i he she who they we you mum dad mother father grandad grandma gran granddad grandmother grandfather nan uncle aunt wife husband partner");
    private static readonly FrozenSet<string> Contracted = Set("i'm he's she's who's i’m he’s she’s who’s im hes shes");
    private static readonly FrozenSet<string> To = Set("- – — ~ to bis à a al until till through hasta до and und et y");
    private static readonly FrozenSet<string> Below = Set("under below less younger lighter fewer < unter moins menos до fewer unterhalb");
    private static readonly FrozenSet<string> UpTo = Set("up ≤ bis jusqu jusqu'à hasta maximum max most until");
    private static readonly FrozenSet<string> Above = Set("over above more older heavier > über mehr plus más свыше старше");
    private static readonly FrozenSet<string> From = Set("from least ≥ ab desde partir minimum min от");
    private static readonly FrozenSet<string> Between = Set("between zwischen entre from von de vom");
    private static readonly FrozenSet<string> Filler = Set("than the age aged of als de que que to à at");
    private static readonly FrozenSet<string> UpAfter = Set("over above older more up upwards onwards plus + älter más mayores und darüber");
    private static readonly FrozenSet<string> DownAfter = Set("under below younger less fewer jünger moins menos");
    private static readonly FrozenSet<string> Joint = Set("and or und oder et ou y o");
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>All amounts of a text, in order.</summary>
    /// <param name="known">The dimension of a number without unit: what the column is named after; "" = none.</param>
    /// <param name="factor">Of that dimension's unit.</param>
    public static IReadOnlyList<Amount> Read(string text, string known = "", double factor = 1)
    {
        var tokens = TokenPattern().Matches(text).Select(match => match.Value.ToLowerInvariant()).ToList();
        var amounts = new List<Amount>();
        var read = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (NumberAt(tokens, i) is not { } value)
            {
                continue;
            }

            var (unit, after) = UnitAt(tokens, i + 1);
            if (after < tokens.Count && To.Contains(tokens[after]) && after + 1 < tokens.Count && NumberAt(tokens, after + 1) is { } high
                && (tokens[after] is not ("and" or "und" or "et" or "y" or "a") || HasBefore(tokens, i, Between)))
            {
                var (highUnit, end) = UnitAt(tokens, after + 2);
                highUnit ??= unit;
                unit ??= highUnit;
                amounts.Add(new Amount(value * Factor(unit), high * Factor(highUnit), true, true, unit?.Dimension ?? known));
                i = end - 1;
                read = end;
                continue;
            }

            var bounded = Bounded(tokens, i, after, value * Factor(unit), unit?.Dimension ?? known);
            if (amounts.Count > 0 && OneRange(amounts[^1], bounded) is { } both && tokens[read..i].TrueForAll(IsOfBound))
            {
                amounts[^1] = both;
            }
            else
            {
                amounts.Add(bounded);
            }

            i = Math.Max(i, after - 1);
            read = i + 1;
        }

        return amounts;

        double Factor((string Dimension, double Factor)? unit) => unit?.Factor ?? factor;
    }

    /// <summary>"Over 2 kg, up to 10 kg", "from 5 and under 12": the two bounds of one range; null where they are not such.</summary>
    private static Amount? OneRange(Amount one, Amount other)
    {
        var (over, under) = double.IsPositiveInfinity(one.High) ? (one, other) : (other, one);
        return one.Dimension == other.Dimension && over.Low < under.High
            && double.IsPositiveInfinity(over.High) && double.IsFinite(over.Low) && double.IsNegativeInfinity(under.Low) && double.IsFinite(under.High)
            ? over with { High = under.High, WithHigh = under.WithHigh } : null;
    }

    /// <summary>Whether a word may stand between two bounds of one range: "but not more than" in "over 2 kg but not more than 10 kg".</summary>
    private static bool IsOfBound(string token) =>
        Above.Contains(token) || From.Contains(token) || Below.Contains(token) || UpTo.Contains(token) || Filler.Contains(token)
        || UpAfter.Contains(token) || token is "and" or "but" or "not" or "und" or "aber" or "et" or "y" or "и";

    /// <summary>A number with what is said of it before and after: "under 5", "5 and over".</summary>
    private static Amount Bounded(List<string> tokens, int at, int after, double amount, string dimension) =>
        After(tokens, after) is { } open
            ? open > 0 ? new Amount(amount, double.PositiveInfinity, true, false, dimension) : new Amount(double.NegativeInfinity, amount, false, true, dimension)
            : Before(tokens, at) switch
            {
                "below" => new Amount(double.NegativeInfinity, amount, false, false, dimension),
                "upTo" => new Amount(double.NegativeInfinity, amount, false, true, dimension),
                "above" => new Amount(amount, double.PositiveInfinity, false, false, dimension),
                "from" => new Amount(amount, double.PositiveInfinity, true, false, dimension),
                _ => new Amount(amount, amount, true, true, dimension),
            };

    /// <summary>The amounts that a question is about: "a child of 4 years", "my 4-year-old", "aged 4", "14 kg", "five people", "over 65".</summary>
    public static IReadOnlyList<Amount> Asked(string question)
    {
        var tokens = TokenPattern().Matches(question).Select(match => match.Value.ToLowerInvariant()).ToList();
        var amounts = new List<Amount>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (NumberAt(tokens, i) is not { } value)
            {
                continue;
            }

            var (unit, after) = UnitAt(tokens, i + 1);
            var word = after < tokens.Count && char.IsLetter(tokens[after][0]) && !Filler.Contains(tokens[after]) ? tokens[after] : "";
            var dimension = unit is { Dimension: "age" } && IsDuration(tokens, i, after) ? "duration" : unit?.Dimension ?? (IsAge(tokens, i) ? "age" : word);
            amounts.Add(Bounded(tokens, i, after, value * (unit?.Factor ?? (dimension == "age" ? 12 : 1)), dimension));
        }

        return amounts;
    }

    /// <summary>Whether a word is one for people by their age: "child", "adult", "seniors".</summary>
    public static bool IsPerson(string word) => People.Contains(word.ToLowerInvariant());

    /// <summary>Whether a text has such a word.</summary>
    public static bool NamesPeople(string text) => TokenPattern().Matches(text).Any(match => IsPerson(match.Value));

    /// <summary>Whether a word of a question is of an amount: a number, a unit, "aged", "old".</summary>
    public static bool IsOfAmount(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        var lower = word.ToLowerInvariant();
        return char.IsDigit(lower[0]) || Units.ContainsKey(lower) || Array.IndexOf(Words, lower) >= 0 || Named.ContainsKey(lower) || lower is "old" or "olds";
    }

    /// <summary>Whether a column's name is of a measure: it names a unit, or "age", "weight".</summary>
    public static bool IsMeasure(string name) =>
        TokenPattern().Matches(name).Any(match => match.Value.ToLowerInvariant() is var token && (Units.ContainsKey(token) || Named.ContainsKey(token)));

    /// <summary>The dimension that a column's name gives, with the factor of its unit: "Age (years)", "Weight in kg", "People".</summary>
    public static (string Dimension, double Factor) Of(string name)
    {
        var tokens = TokenPattern().Matches(name).Select(match => match.Value.ToLowerInvariant()).ToList();
        foreach (var token in tokens)
        {
            if (Units.TryGetValue(token, out var unit) && token.Length > 0)
            {
                return unit;
            }
        }

        foreach (var token in tokens)
        {
            if (Named.TryGetValue(token, out var dimension))
            {
                return (dimension, dimension == "age" ? 12 : 1);
            }
        }

        return (tokens.FirstOrDefault(token => char.IsLetter(token[0])) ?? "", 1);
    }

    /// <summary>One dimension, or one word counted: "people" and "person" are not one, "tent" and "tents" are.</summary>
    public static bool AreAlike(string one, string other) => one.Length > 0 && other.Length > 0 && (one == other
        || Math.Min(one.Length, other.Length) >= 4 && one.AsSpan(0, Math.Min(one.Length, other.Length) - 1).SequenceEqual(other.AsSpan(0, Math.Min(one.Length, other.Length) - 1)));

    /// <summary>"for 2 weeks", "since three days", "every 6 months": how long or how often, not how old; "for my 2-year-old" is an age.</summary>
    private static bool IsDuration(List<string> tokens, int at, int after) =>
        at > 0 && tokens[at - 1] is "for" or "since" or "within" or "every" or "after" or "last" or "past" or "in" or "about" or "another"
        && !(after < tokens.Count && tokens[after] is "old" or "olds" or "-");

    /// <summary>Whether somebody is spoken of just before: "my son is 2", "she is 70", but not "the temperature is 39".</summary>
    private static bool IsOfPerson(List<string> tokens, int at) =>
        tokens.Skip(Math.Max(0, at - PersonReach)).Take(Math.Min(PersonReach, at)).Any(token => IsPerson(token) || Pronouns.Contains(token));

    private static bool IsAge(List<string> tokens, int at) =>
        at > 0 && (tokens[at - 1] is "aged" or "age" or "turned" || tokens[at - 1] is "is" or "am" or "s" or "m" && IsOfPerson(tokens, at) || Contracted.Contains(tokens[at - 1]) || tokens[at - 1] is "of" && at > 1 && (tokens[at - 2] is "age" or "child" or "boy" or "girl" or "baby" or "person" or "patient" or "adult"))
        && !(at + 1 < tokens.Count && tokens[at + 1] is "mg" or "ml" or "%");

    private static double? NumberAt(List<string> tokens, int at)
    {
        if (at >= tokens.Count)
        {
            return null;
        }

        if (tokens[at] is "birth" or "newborn" or "newborns" or "geburt" or "naissance" or "nacimiento")
        {
            return 0;
        }

        if (Array.IndexOf(Words, tokens[at]) is >= 0 and var word)
        {
            return word;
        }

        // "1,000" is a thousand; "1,5" is one and a half.
        var number = Thousands().IsMatch(tokens[at]) ? tokens[at].Replace(",", "", StringComparison.Ordinal) : tokens[at].Replace(',', '.');
        return char.IsDigit(tokens[at][0]) && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static ((string Dimension, double Factor)? Unit, int After) UnitAt(List<string> tokens, int at)
    {
        // "4-year-old"
        if (at + 1 < tokens.Count && tokens[at] is "-" or "‑" && Units.TryGetValue(tokens[at + 1], out var hyphened))
        {
            return (hyphened, at + 2);
        }

        return at < tokens.Count && Units.TryGetValue(tokens[at], out var unit) ? (unit, at + 1) : (null, at);
    }

    /// <returns>1 for "and over", -1 for "and under", null for neither.</returns>
    private static int? After(List<string> tokens, int at)
    {
        if (at >= tokens.Count)
        {
            return null;
        }

        if (tokens[at] == "+")
        {
            return 1;
        }

        var next = Joint.Contains(tokens[at]) ? at + 1 : at;
        return next >= tokens.Count || next == at && tokens[at] is not ("plus" or "upwards" or "onwards" or "up") ? null
            : UpAfter.Contains(tokens[next]) ? 1
            : DownAfter.Contains(tokens[next]) ? -1
            : null;
    }

    private static string Before(List<string> tokens, int at)
    {
        var i = at - 1;
        while (i >= 0 && Filler.Contains(tokens[i]) && at - i <= 4)
        {
            i--;
        }

        return i < 0 ? "" : UpTo.Contains(tokens[i]) ? "upTo" : Below.Contains(tokens[i]) ? "below" : Above.Contains(tokens[i]) ? "above" : From.Contains(tokens[i]) ? "from" : "";
    }

    private static bool HasBefore(List<string> tokens, int at, FrozenSet<string> words) => Enumerable.Range(Math.Max(0, at - 3), Math.Min(3, at)).Any(i => words.Contains(tokens[i]));

    private static FrozenDictionary<string, (string, double)> Table(string lines) => lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .SelectMany(parts => parts.Skip(2).Select(word => (Word: word, Dimension: parts[0], Factor: double.Parse(parts[1], CultureInfo.InvariantCulture))))
        .ToFrozenDictionary(unit => unit.Word, unit => (unit.Dimension, unit.Factor));

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^[0-9]{1,3}(?:,[0-9]{3}){1,4}$", RegexOptions.NonBacktracking)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,60}(?:[.,]\d{1,60})?|°[CcFf]?|\p{L}[\p{L}\p{M}]{0,60}(?:['’]\p{L}{1,60})?|[-–—~<>≤≥+%]", RegexOptions.CultureInvariant)]
    private static partial Regex TokenPattern();
}
