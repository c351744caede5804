using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.TestSets;

/// <summary>
/// Reads TREC topics: the SGML of the ad hoc tracks (<c>&lt;top&gt; &lt;num&gt; Number: 301 &lt;title&gt; … &lt;desc&gt; … &lt;/top&gt;</c>), the XML
/// of later ones (<c>&lt;topic number="1"&gt;&lt;query&gt; … &lt;question&gt; …</c>), and lines of <c>id TAB text</c>.
/// </summary>
internal static partial class TopicsReader
{
    [GeneratedRegex("<top>", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    [GeneratedRegex(@"^\s*(Number|Topic|Description|Title):\s*", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    /// <param name="field">Which part of a topic is asked; null = its title.</param>
    /// <exception cref="InvalidDataException">There is no topic in it, or none has that part.</exception>
    public static TestSet Read(string name, string path, TopicField? field)
    {
        var text = InputFile.Text(path);
        var problems = new List<BadLine>();
        var questions = new List<TestQuestion>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var topics = Start().IsMatch(text) ? Sgml(text, field) : text.TrimStart().StartsWith('<') ? Xml(path, text, field) : Lines(text);
        foreach (var (line, id, question) in topics)
        {
            if (id.Length == 0 || question.Length == 0)
            {
                problems.Add(new BadLine(path, line, id.Length == 0 ? "a topic without a number" : $"topic {id} has no text to ask"));
            }
            else if (!ids.Add(id))
            {
                problems.Add(new BadLine(path, line, $"the id \"{id}\" is on an earlier line too"));
            }
            else
            {
                questions.Add(new TestQuestion(id, question) { Line = line });
            }
        }

        return new TestSet(name, path, null, questions, Qrels.None, problems);
    }

    private static IEnumerable<(int Line, string Id, string Text)> Lines(string text)
    {
        using var reader = new StringReader(text);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Trim().Length > 0)
            {
                var tab = line.IndexOf('\t');
                yield return (number, tab < 0 ? "" : line[..tab].Trim(), tab < 0 ? "" : line[(tab + 1)..].Trim());
            }
        }
    }

    private static IEnumerable<(int Line, string Id, string Text)> Sgml(string text, TopicField? field)
    {
        var (line, counted) = (1, 0);
        foreach (Match start in Start().Matches(text))
        {
            line += text.AsSpan(counted, start.Index - counted).Count('\n');
            counted = start.Index;
            var end = text.IndexOf("</top>", start.Index, StringComparison.OrdinalIgnoreCase);
            var next = Start().Match(text, start.Index + start.Length);
            var topic = text[(start.Index + start.Length)..(end < 0 || next.Success && next.Index < end ? next.Success ? next.Index : text.Length : end)];
            string Part(string name)
            {
                var at = topic.IndexOf($"<{name}>", StringComparison.OrdinalIgnoreCase);
                if (at < 0)
                {
                    return "";
                }

                var from = at + name.Length + 2;
                var to = topic.IndexOf('<', from);
                return Folded(Label().Replace(topic[from..(to < 0 ? topic.Length : to)], ""));
            }

            yield return (line, Part("num"), field == TopicField.Description ? Part("desc") : Part("title") is { Length: > 0 } title ? title : Part("desc"));
        }
    }

    private static IEnumerable<(int Line, string Id, string Text)> Xml(string path, string text, TopicField? field)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            document = XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException error)
        {
            throw new InvalidDataException($"{path}:{error.LineNumber}: {error.Message}", error);
        }

        foreach (var topic in document.Descendants().Where(element => element.Name.LocalName is "topic" or "top"))
        {
            string Part(params string[] names) => Folded(names.Select(name => topic.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? topic.Attribute(name)?.Value)
                .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? "");
            var title = Part("title", "query", "summary");
            var description = Part("desc", "description", "question");
            var whole = topic.HasElements ? "" : Folded(topic.Value);
            var chosen = field == TopicField.Description ? description : title.Length > 0 ? title : description;
            yield return (((IXmlLineInfo)topic).LineNumber, Part("number", "num", "id"), chosen.Length > 0 ? chosen : whole);
        }
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The part of a TREC topic that is asked.</summary>
public enum TopicField
{
    /// <summary>A few words, as published baselines ask (<c>title</c>, <c>query</c>).</summary>
    Title,

    /// <summary>A sentence (<c>desc</c>, <c>question</c>).</summary>
    Description,
}
