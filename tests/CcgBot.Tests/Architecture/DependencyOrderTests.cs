using System.Reflection;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CcgBot.Hosting;
using Xunit.Abstractions;

namespace CcgBot.Tests.Architecture;

/// <summary>Dependencies point down, between projects and between the library's namespaces; what still points up is counted and may only become less.</summary>
public class DependencyOrderTests(ITestOutputHelper output)
{
    /// <summary>Each project may refer to those on the lines above its own.</summary>
    private static readonly string[][] Projects =
    [
        ["CcgBot"],
        ["CcgBot.Onnx", "CcgBot.Postgres", "CcgBot.Documents", "CcgBot.Model", "CcgBot.Bot", "CcgBot.Evaluation"],
        ["CcgBot.Web", "CcgBot.Cli"],
    ];

    /// <summary>The library's namespaces, lowest first: each may use those before it.</summary>
    private static readonly string[] Namespaces =
        ["Text", "Storage", "Articles", "Questions", "Privacy", "Retrieval", "Answering", "Conversations", "Evidence", "Accounts", "Editing", "Hosting"];

    /// <summary>
    /// What points up today, as pairs of types. Take a line out, or lower its number, when the code has become better; never raise one.
    /// </summary>
    private static readonly Dictionary<string, int> Known = new(StringComparer.Ordinal)
    {
        // The records Question and Turn and what is read out of a question belong in Questions.
        ["Retrieval → Answering"] = 11,
        // Answerer leads the conversation too (more, show the paragraph): that belongs above it.
        ["Answering → Conversations"] = 5,
        // Answerer asks for curated answers and records itself: recording is to wrap it.
        ["Answering → Evidence"] = 3,
    };

    [Fact]
    public void Projects_refer_to_lower_projects_alone()
    {
        var source = Path.Combine(Root(), "src");
        var found = Directory.EnumerateFiles(source, "*.csproj", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetFileNameWithoutExtension(path),
            path => XDocument.Load(path).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))).ToList());
        Assert.Equal(Projects.SelectMany(line => line).Order(), found.Keys.Order());
        Assert.All(found, project => Assert.All(project.Value, reference =>
            Assert.True(LineOf(reference) < LineOf(project.Key), $"{project.Key} refers to {reference}, which is not below it.")));
    }

    [Fact]
    public void The_library_knows_no_web_no_console_and_no_vendor()
    {
        var references = typeof(BotEngine).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToList();
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.Bot", StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name is "System.CommandLine" or "Spectre.Console" or "System.Console" or "OpenAI" or "Microsoft.SemanticKernel.Core");
    }

    [Fact]
    public void Namespaces_use_lower_namespaces_alone()
    {
        var up = UpwardPairs().GroupBy(pair => $"{pair.From} → {pair.To}").ToDictionary(group => group.Key, group => group.ToList());
        output.WriteLine($"{up.Values.Sum(pairs => pairs.Count)} pairs of types point up; {Known.Values.Sum()} are known.");
        foreach (var (edge, pairs) in up.OrderBy(edge => edge.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"[\"{edge}\"] = {pairs.Count}, // {string.Join(", ", pairs.Select(pair => $"{pair.Source}→{pair.Target}").Order(StringComparer.Ordinal).Take(6))}");
        }

        Assert.All(up, edge => Assert.True(
            edge.Value.Count <= Known.GetValueOrDefault(edge.Key),
            $"{edge.Key}: {edge.Value.Count} pairs of types, {Known.GetValueOrDefault(edge.Key)} are known: {string.Join(", ", edge.Value.Select(pair => $"{pair.Source}→{pair.Target}"))}"));
        Assert.Empty(Known.Keys.Except(up.Keys));
    }

    private static List<(string From, string To, string Source, string Target)> UpwardPairs()
    {
        var library = new ArchLoader().LoadAssemblies(typeof(BotEngine).Assembly).Build();
        var pairs = from type in library.Types
                    let lower = NamespaceOf(type)
                    where lower is not null
                    from dependency in type.Dependencies
                    let higher = NamespaceOf(dependency.Target)
                    where higher is not null && Array.IndexOf(Namespaces, higher) > Array.IndexOf(Namespaces, lower)
                    select (lower, higher, Outermost(type), Outermost(dependency.Target));
        return [.. pairs.Distinct()];
    }

    /// <summary>The part after CcgBot; null for what is not the library's, or is in its root.</summary>
    private static string? NamespaceOf(IType type)
    {
        var parts = type.Namespace?.FullName.Split('.') ?? [];
        if (parts is not ["CcgBot", var top, ..])
        {
            return null;
        }

        Assert.True(Namespaces.Contains(top), $"{type.FullName}: the namespace CcgBot.{top} has no place in the order.");
        return top;
    }

    private static string Outermost(IType type) => type.FullName.Split('.')[^1].Split('+', '/')[0];

    private static int LineOf(string project) => Array.FindIndex(Projects, line => line.Contains(project));

    private static string Root() => typeof(DependencyOrderTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!;
}
