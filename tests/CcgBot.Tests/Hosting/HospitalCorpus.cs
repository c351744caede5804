using System.Globalization;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Conversations;

namespace CcgBot.Tests.Hosting;

/// <summary>
/// Articles of a hospital that everyone may read, and others that two groups may: written alike, so that the hidden ones share words, names and forms with
/// the public ones and have words, acronyms and titles of their own.
/// </summary>
internal static class HospitalCorpus
{
    public const string Pharmacists = "Pharmacy";
    public const string Board = "Board";

    private const int Each = 20;

    private static readonly string[] Wards = ["Ashdown", "Birch", "Calder", "Denholm", "Elmwood", "Fairfax", "Garsdale", "Harrow", "Ivybridge", "Jubilee",
        "Kestrel", "Lowther", "Marsden", "Northgate", "Orchard", "Pendle", "Quarry", "Rowan", "Seaview", "Thornton"];

    private static readonly string[] Medicines = ["amoxidil", "bravecort", "celanox", "dorvastin", "epimarin", "fluvorex", "gentamol", "hydrazide", "ivexapan", "jantoven",
        "ketorine", "lamivex", "metrolid", "naproxal", "oxyferin", "paracol", "quinavir", "rivarone", "solupred", "tacromil",
        "umexalone", "valprex", "warfidine", "xanterol", "yohimide", "zolpacet", "aripex", "busparin", "clonafen", "digoxal",
        "enoxane", "fentaril", "glucovin", "heparox", "insulade", "josamine", "kaliform", "loperal", "mirtazen", "nystaval",
        "ondaran", "pethidol", "quetilan", "ranitab", "sertrane", "tamoxil", "uroxane", "venlafen", "xeloda", "zidovane"];

    private static readonly string[] People = ["Okafor", "Lindqvist", "Marchetti", "Abernathy", "Devereux", "Haverstock", "Iyengar", "Jankowski", "Kowalczyk", "Lefebvre"];

    /// <summary>In the order of ingest: a public one, one for pharmacists, one for the board, and so on.</summary>
    public static IReadOnlyList<Article> All { get; } = [.. Enumerable.Range(0, Each).SelectMany(i => new[] { Public(i), ForPharmacists(i), ForBoard(i) })];

    /// <summary>The articles with those that one of these groups may read, each with its groups.</summary>
    public static IReadOnlyList<Article> Of(params string[] groups) =>
        [.. All.Where(article => Access.Of(GroupSet.Of(groups)).MayRead(article.Groups ?? GroupSet.Empty))];

    /// <summary>Questions over hidden articles, and over what there is at all; some with a history that names hidden paragraphs.</summary>
    public static IReadOnlyList<Question> Questions { get; } =
    [
        .. Enumerable.Range(0, Each).SelectMany(i => new[]
        {
            $"What dose of {Medicines[20 + i]} is given on {Wards[i]} ward?",
            $"What does the {Acronym(i)} decide?",
            $"What does {Acronym(i)} stand for?",
            $"Who chairs the {Wards[i]} Investment Committee?",
            $"Where is {Medicines[20 + i].Remove(3, 1)} kept?",
            $"When was \"Stock of {Medicines[20 + i]}\" published?",
            $"Tell me about the closure of {Wards[i]} ward",
            $"How much money does the {Wards[i]} Investment Committee have?",
            $"{Medicines[20 + i]} storage temperature",
        }).Select(text => new Question(text)),
        .. new[]
        {
            "How many articles are there?", "Which articles do you have?", "List the articles", "What are the articles about?", "hello", "What can you do?",
            "Who can read what?", "Summarise the articles", "What is secret?", "Are there articles that I may not read?", "closure", "investment committee",
        }.Select(text => new Question(text)),
        .. Enumerable.Range(0, 4).SelectMany(i => new[] { "Show the paragraph", "more" }.Select(text => new Question(text,
        [
            new Turn(Role.User, $"What dose of {Medicines[20 + i]} is given?"),
            new Turn(Role.Assistant, "It is 5 mg. [1]", [Cited(ForPharmacists(i))]),
        ]))),
    ];

    /// <summary>A question that each article for pharmacists answers, with its id.</summary>
    public static IEnumerable<(string Question, string Article)> ForPharmacistsAsked =>
        Enumerable.Range(0, Each).Select(i => ($"What dose of {Medicines[20 + i]} is given on {Wards[i]} ward?", ForPharmacists(i).Id));

    private static string Cited(Article article)
    {
        var block = article.Paragraphs.First();
        return new ParagraphId(article.Id, block.Ordinal!.Value, ContentHash.Of(block.Text)).ToString();
    }

    private static string Acronym(int i) => $"{Wards[i][0]}{(char)('A' + (i * 7 + 3) % 26)}IC";

    private static Article Public(int i) => Read($"{Wards[i].ToLowerInvariant()}-ward", $"""
        Visiting {Wards[i]} ward

        {1 + i % 27} March 2024

        {Wards[i]} ward has {12 + i} beds and is open to visitors from {9 + i % 3} in the morning until 8 in the evening. The ward is on floor {1 + i % 6} of the main building.

        The sister on {Wards[i]} ward is {People[i % 10]}. Ask the sister before you bring food or flowers to a patient on the ward.

        The usual dose of {Medicines[i]} is {5 * (i + 1)} mg a day. {char.ToUpperInvariant(Medicines[i][0])}{Medicines[i][1..]} is kept in the cupboard beside the nurses' station.
        """, null);

    private static Article ForPharmacists(int i) => Read($"stock-{i:00}", $"""
        Stock of {Medicines[20 + i]}

        {1 + i % 27} June 2024

        On {Wards[i]} ward the dose of {Medicines[20 + i]} is {3 * (i + 2)} mg twice a day, and the pharmacist on call agrees to any change of the dose.

        {char.ToUpperInvariant(Medicines[20 + i][0])}{Medicines[20 + i][1..]} is kept in the controlled cupboard of the dispensary at {2 + i % 5} degrees. The storage temperature is read each morning.
        """, GroupSet.Of([Pharmacists]));

    private static Article ForBoard(int i) => Read($"minutes-{i:00}", $"""
        Minutes on {Wards[i]}

        {1 + i % 27} September 2024

        The {Wards[i]} {Middle(i)} Investment Committee ({Acronym(i)}) decides about the closure of {Wards[i]} ward. Dr {People[(i + 3) % 10]} chairs the {Wards[i]} Investment Committee.

        The committee has {i + 2} million pounds. It met in September and keeps the closure of the ward secret until the next board meeting.
        """, GroupSet.Of([Board]));

    private static string Middle(int i) => $"{(char)('A' + (i * 7 + 3) % 26)}dvisory";

    private static Article Read(string id, string text, GroupSet? groups) =>
        TextArticleReader.Read(id, text.ReplaceLineEndings("\n"), new ManifestEntry(id, null, "Hospital " + (groups is null ? "Press Office" : groups.ToString()), null, null, [])) with
        {
            Groups = groups,
        };
}
