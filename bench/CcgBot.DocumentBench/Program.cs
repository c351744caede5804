// How well documents are read: real files with known pitfalls against what was written down from them (expectations.json), web pages word by word against
// readability's own expected pages, PDFs pair of words by pair of words against pdftotext (poppler-utils), each format's time and memory.
//   dotnet run --project bench/CcgBot.DocumentBench [-- --faults] [--show PART-OF-A-NAME]
// The documents are third-party works and not in this repository: CCGBOT_SHARED names the folder that holds documents/ (default ../shared).
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CcgBot.Articles;
using CcgBot.Documents;

var shared = Environment.GetEnvironmentVariable("CCGBOT_SHARED") is { Length: > 0 } named ? named : Path.Combine(Environment.CurrentDirectory, "..", "shared");
var root = Path.Combine(shared, "documents");
if (!Directory.Exists(root))
{
    await Console.Error.WriteLineAsync($"There are no documents under {root}: set CCGBOT_SHARED to the folder that holds documents/.");
    return 2;
}

using var embedded = typeof(Expectation).Assembly.GetManifestResourceStream("CcgBot.DocumentBench.expectations.json")!;
var expectations = JsonSerializer.Deserialize<List<Expectation>>(embedded, new JsonSerializerOptions(JsonSerializerDefaults.Web))!;
using var process = new ReaderProcess();
var options = new IngestOptions();
if (Array.IndexOf(args, "--show") is >= 0 and var at)
{
    foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(file => file.Contains(args[at + 1], StringComparison.OrdinalIgnoreCase) && !file.Contains("expected", StringComparison.Ordinal)).Order())
    {
        Show(file);
    }

    return 0;
}

// The first file pays for the start of the program.
process.Read(new DocumentFile("a.html", "<p>a"u8.ToArray()), options, CancellationToken.None);
Console.WriteLine("| document | paragraphs | order | kept out | title | date | sections | words P / R | pairs P / R | ms |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
var times = new List<(string Kind, double Milliseconds)>();
var totals = new Dictionary<string, (int Right, int All)>();
var faults = new List<string>();
var words = new List<(double Precision, double Recall)>();
foreach (var expected in expectations)
{
    var path = Path.Combine(root, expected.File);
    var watch = Stopwatch.StartNew();
    var (articles, problem) = Read(path);
    var milliseconds = watch.Elapsed.TotalMilliseconds;
    times.Add((expected.File.Split('/')[0], milliseconds));
    if (expected.Fails is not null || articles.Count == 0)
    {
        var right = expected.Fails is { } reason && problem?.Contains(reason, StringComparison.OrdinalIgnoreCase) == true;
        Count("refused", expected.File, [(right, $"refused: {problem ?? "no, it was read"}")]);
        Console.WriteLine($"| {expected.File} | {(right ? "refused: " : "✗ ")}{problem ?? "read, though it should not be"} |||||||| {milliseconds:0} |");
        continue;
    }

    var blocks = articles.SelectMany(article => article.Paragraphs).ToList();
    var texts = blocks.ConvertAll(block => Plain(block.Text));
    var places = expected.Order.Select(part => Place(texts, part)).ToList();
    var paragraphs = Count("paragraphs", expected.File, [
        .. expected.Order.Zip(places, (part, place) => (place >= 0, $"no paragraph: {part}")),
        .. expected.Has.Select(part => (Place(texts, part) >= 0, $"not there: {part}")),
        .. expected.Paragraphs is [var least, var most] ? [(blocks.Count >= least && blocks.Count <= most, $"{blocks.Count} paragraphs")] : Array.Empty<(bool, string)>(),
        (articles.Count == expected.Documents, $"{articles.Count} documents")]);
    var found = places.Where(place => place >= 0).ToList();
    var order = Count("order", expected.File, [.. Enumerable.Range(1, Math.Max(0, found.Count - 1)).Select(i => (found[i] >= found[i - 1], $"out of order: {texts[found[i]][..Math.Min(60, texts[found[i]].Length)]}"))]);
    var lacks = Count("kept out", expected.File, [.. expected.Lacks.Select(part => (Place(texts, part) < 0, $"not kept out: {part}"))]);
    var title = Count("title", expected.File, expected.Title is null ? [] : [(Plain(articles[0].Title) == Plain(expected.Title), $"title: {articles[0].Title}")]);
    var date = Count("date", expected.File, expected.Published is null ? [] : [((articles[0].Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none") == expected.Published, $"date: {articles[0].Published}")]);
    var sections = Count("sections", expected.File, [.. expected.Sections.Select(part => (blocks.Exists(block => block.Section?.Contains(part, StringComparison.Ordinal) == true), $"no section: {part}"))]);
    var page = WordsOfPage(path, articles[0]);
    if (page is { } measured)
    {
        words.Add(measured);
    }

    Console.WriteLine($"| {expected.File} | {paragraphs} | {order} | {lacks} | {title} | {date} | {sections} | {Pair(page)} | {Pair(PairsOfPdf(path, articles[0]))} | {milliseconds:0} |");
}

Console.WriteLine();
foreach (var (what, (right, all)) in totals)
{
    Console.WriteLine($"{what}: {right} of {all}");
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"words of pages: precision {words.Average(item => item.Precision):0.000}, recall {words.Average(item => item.Recall):0.000} over {words.Count}"));
foreach (var kind in times.GroupBy(item => item.Kind))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Key}: {kind.Count()} files, median {kind.Select(item => item.Milliseconds).Order().ElementAt(kind.Count() / 2):0} ms, slowest {kind.Max(item => item.Milliseconds):0} ms"));
}

Console.WriteLine($"most memory of the reading process: {process.PeakMegabytes} MB");
if (args.Contains("--faults"))
{
    Console.WriteLine();
    faults.ForEach(Console.WriteLine);
}

return faults.Count == 0 ? 0 : 1;

(List<Article> Articles, string? Problem) Read(string path)
{
    try
    {
        var bytes = File.ReadAllBytes(path);
        var documents = process.Read(new DocumentFile(Path.GetFileName(path), bytes), options, CancellationToken.None)
            ?? [new ReadDocument("") { Text = TextFile.Read(path, 20 << 20) }];
        var articles = documents.Where(document => document.Problem is null).Select(document => DocumentArticle.Read(Path.GetFileNameWithoutExtension(path), document)).ToList();
        return (articles, documents.Select(document => document.Problem).FirstOrDefault(problem => problem is not null));
    }
    catch (InvalidDataException error)
    {
        return ([], error.Message);
    }
}

string Count(string what, string file, List<(bool Right, string Fault)> checks)
{
    var right = checks.Count(check => check.Right);
    var before = totals.GetValueOrDefault(what);
    totals[what] = (before.Right + right, before.All + checks.Count);
    faults.AddRange(checks.Where(check => !check.Right).Select(check => $"{file}: {check.Fault}"));
    return checks.Count == 0 ? "" : right == checks.Count ? $"{right}" : $"**{right}/{checks.Count}**";
}

int Place(List<string> texts, string part)
{
    var begins = part.StartsWith('¶');
    var sought = Plain(begins ? part[1..] : part);
    return texts.FindIndex(text => begins ? text.StartsWith(sought, StringComparison.Ordinal) : text.Contains(sought, StringComparison.Ordinal));
}

static string Plain(string text) => string.Join(' ', text.Replace('‐', '-').Replace('‑', '-').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

(double, double)? WordsOfPage(string path, Article article)
{
    var expected = Path.Combine(Path.GetDirectoryName(path)!, "expected", Path.GetFileName(path));
    if (!File.Exists(expected))
    {
        return null;
    }

    var body = new HtmlParser().ParseDocument(File.ReadAllText(expected)).Body!;
    foreach (var text in body.Descendants<IText>())
    {
        text.Data += " ";
    }

    // Readability keeps title and date lines out of some pages and in others.
    return Shares(Words(body.TextContent).ToList(), Words(string.Join(' ', article.Paragraphs.Select(block => block.Text))).ToList());
}

(double, double)? PairsOfPdf(string path, Article article)
{
    if (!path.EndsWith(".pdf", StringComparison.Ordinal))
    {
        return null;
    }

    var ours = Pairs(Words(string.Join(' ', article.Blocks.Select(block => block.Text))).ToList());
    return ((string[])["-raw", "-layout", "-nopgbrk"]).Select(mode => PdfToText(path, mode) is { } theirs ? Shares(Pairs(Words(theirs).ToList()), ours) : ((double, double)?)null)
        .MaxBy(shares => shares?.Item2);
}

static string? PdfToText(string path, string mode)
{
    try
    {
        using var program = Process.Start(new ProcessStartInfo("pdftotext", [mode, path, "-"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = program.StandardError.ReadToEndAsync();
        var text = program.StandardOutput.ReadToEnd();
        return program.WaitForExit(30_000) && program.ExitCode == 0 && text.Trim().Length > 0 ? text : null;
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return null;
    }
}

static (double Precision, double Recall) Shares(List<string> expected, List<string> given)
{
    var left = expected.CountBy(word => word).ToDictionary();
    var hits = given.Count(word => left.TryGetValue(word, out var more) && more > 0 && (left[word] = more - 1) >= 0);
    return ((double)hits / Math.Max(1, given.Count), (double)hits / Math.Max(1, expected.Count));
}

static List<string> Pairs(List<string> words) => [.. words.Zip(words.Skip(1), (one, other) => $"{one} {other}")];

/// Letters and digits in runs; a script without blanks letter by letter.
static IEnumerable<string> Words(string text)
{
    var start = -1;
    for (var i = 0; i <= text.Length; i++)
    {
        var east = i < text.Length && text[i] is >= '\u2E80' and <= '\u9FFF';
        if (i < text.Length && char.IsLetterOrDigit(text[i]) && !east)
        {
            start = start < 0 ? i : start;
            continue;
        }

        if (start >= 0)
        {
            yield return text[start..i].ToLowerInvariant();
        }

        start = -1;
        if (east)
        {
            yield return text[i].ToString();
        }
    }
}

static string Pair((double Precision, double Recall)? shares) => shares is { } given ? string.Create(CultureInfo.InvariantCulture, $"{given.Precision:0.00} / {given.Recall:0.00}") : "";

void Show(string file)
{
    var (articles, problem) = Read(file);
    Console.WriteLine($"=== {Path.GetRelativePath(root, file)} {problem}");
    foreach (var article in articles)
    {
        Console.WriteLine($"--- {article.Title} | {article.Publisher} | {article.Published:yyyy-MM-dd} | {article.Url}");
        foreach (var block in article.Blocks)
        {
            var form = block.Kind == BlockKind.Paragraph ? block.Layout?.Form.ToString() ?? "" : block.Kind.ToString();
            Console.WriteLine($"{block.Ordinal,4} {form,-10} {(block.Layout is { Level: > 0 } layout ? $"L{layout.Level} " : "")}{(block.Page is { } page ? $"p{page} " : "")}{(block.Section is { } section ? $"[{section}] " : "")}{block.Text.ReplaceLineEndings(" ⏎ ")}");
        }
    }
}
