using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcgBot.Articles;

namespace CcgBot.Evaluation.Judging;

/// <summary>
/// A test set in the making, a folder: <c>candidates.jsonl</c> holds questions with their answers and paragraphs, <c>judgements.jsonl</c> what each judge said, and
/// <c>questions.jsonl</c>, the test set itself, follows from both after every judgement. One program writes to it at a time.
/// </summary>
public sealed partial class JudgingSet
{
    public const string CandidatesFile = "candidates.jsonl";
    public const string JudgementsFile = "judgements.jsonl";
    public const string QuestionsFile = "questions.jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex GoodName();

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Question, string Judge), Judgement> _judgements = [];

    private JudgingSet(string folder, IReadOnlyList<Candidate> candidates) => (Folder, Candidates) = (folder, candidates);

    public string Folder { get; }

    public string Name => Path.GetFileName(Folder);

    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>The latest judgement of each judge on each question.</summary>
    public IReadOnlyList<Judgement> Judgements
    {
        get
        {
            lock (_lock)
            {
                return [.. _judgements.Values];
            }
        }
    }

    /// <summary>Whether a set may be called so: a plain file name, so that no address leads out of its folder.</summary>
    public static bool IsName(string name) => GoodName().IsMatch(name);

    /// <summary>The folders of a folder that are such sets.</summary>
    public static IReadOnlyList<string> Names(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetDirectories(folder).Where(set => File.Exists(Path.Combine(set, CandidatesFile))).Select(set => Path.GetFileName(set)!).Where(IsName).Order(StringComparer.Ordinal)]
        : [];

    /// <exception cref="InvalidDataException">A line can't be read.</exception>
    public static JudgingSet Open(string folder)
    {
        var set = new JudgingSet(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), Read<Candidate>(Path.Combine(folder, CandidatesFile)));
        var judgements = Path.Combine(folder, JudgementsFile);
        foreach (var judgement in File.Exists(judgements) ? Read<Judgement>(judgements) : [])
        {
            set._judgements[(judgement.Question, judgement.Judge)] = judgement;
        }

        return set;
    }

    /// <summary>Adds the candidates that a set does not have yet; makes the set where there is none.</summary>
    /// <returns>How many were added.</returns>
    public static int Add(string folder, IReadOnlyList<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, CandidatesFile);
        var known = File.Exists(path) ? Read<Candidate>(path).Select(candidate => candidate.Question.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
        var fresh = candidates.Where(candidate => known.Add(candidate.Question.Trim())).ToList();
        File.AppendAllLines(path, fresh.Select(candidate => JsonSerializer.Serialize(candidate, Json)), new UTF8Encoding(false));
        Open(folder).Write();
        return fresh.Count;
    }

    /// <summary>Keeps what a judge says, in the place of what he said of the question before.</summary>
    /// <exception cref="ArgumentException">There is no such question, or it has no such paragraph.</exception>
    public void Judge(Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        var candidate = Candidates.FirstOrDefault(candidate => candidate.Id == judgement.Question) ?? throw new ArgumentException($"There is no question {judgement.Question} in {Name}.");
        if (judgement.Paragraph is { } paragraph && candidate.Paragraphs.All(offered => offered.Document != paragraph))
        {
            throw new ArgumentException($"Question {judgement.Question} has no paragraph {paragraph}.");
        }

        lock (_lock)
        {
            File.AppendAllText(Path.Combine(Folder, JudgementsFile), JsonSerializer.Serialize(judgement, Json) + "\n", new UTF8Encoding(false));
            _judgements[(judgement.Question, judgement.Judge)] = judgement;
            Write();
        }
    }

    /// <summary>What most judges of a question said; null while nobody has, or as many say another thing.</summary>
    public Verdict? Of(string question)
    {
        List<Judgement> said;
        lock (_lock)
        {
            said = [.. _judgements.Values.Where(judgement => judgement.Question == question)];
        }

        var votes = said.GroupBy(judgement => judgement.Paragraph ?? "").Select(group => (Paragraph: group.Key, Count: group.Count())).OrderByDescending(vote => vote.Count).ToList();
        return votes.Count == 0 || votes.Count > 1 && votes[0].Count == votes[1].Count ? null : new Verdict(votes[0].Paragraph.Length > 0 ? votes[0].Paragraph : null);
    }

    /// <summary>The test set in the documented layout: the questions that are decided.</summary>
    private void Write()
    {
        var lines = Candidates.Select(candidate => (candidate, Verdict: Of(candidate.Id))).Where(pair => pair.Verdict is not null).Select(pair =>
        {
            var right = pair.candidate.Paragraphs.FirstOrDefault(paragraph => paragraph.Document == pair.Verdict!.Paragraph);
            return JsonSerializer.Serialize(
                new QuestionLine(pair.candidate.Id, pair.candidate.Question, right is not null, right is null ? [] : [new EvidenceLine(right.Article, right.Text)]), Json);
        });
        var path = Path.Combine(Folder, QuestionsFile);
        File.WriteAllLines(path + ".new", lines, new UTF8Encoding(false));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static List<T> Read<T>(string path)
        where T : class
    {
        var read = new List<T>();
        foreach (var line in JsonLines.Read(path, element => element.Deserialize<T>(Json) ?? throw new InvalidDataException("empty")))
        {
            read.Add(line.Value ?? throw new InvalidDataException($"{path}:{line.Number}: {line.Problem}"));
        }

        return read;
    }

    private sealed record QuestionLine(string Id, string Question, bool Answerable, IReadOnlyList<EvidenceLine> Evidence);

    private sealed record EvidenceLine(string Article, string Quote);
}

/// <summary>A question to judge.</summary>
/// <param name="Answer">What was answered; null = nothing was.</param>
/// <param name="Source">Where it comes from: <c>liked</c>, <c>disliked</c> or <c>gap</c>.</param>
/// <param name="Paragraphs">Those that may hold the answer, the cited ones first.</param>
public sealed record Candidate(string Id, string Question, string? Answer, string Source, IReadOnlyList<OfferedParagraph> Paragraphs);

/// <param name="Document"><c>ARTICLE#pORDINAL</c>.</param>
/// <param name="Cited">Whether the answer cites it.</param>
public sealed record OfferedParagraph(string Document, string Article, int Paragraph, string Title, string Text, bool Cited);

/// <summary>What a judge said of a question.</summary>
/// <param name="Paragraph">The document that answers it; null = none of them.</param>
public sealed record Judgement(string Question, string Judge, string? Paragraph, DateTimeOffset At);

/// <param name="Paragraph">The document that answers it; null = none of them: the question counts as unanswerable.</param>
public sealed record Verdict(string? Paragraph);
