using System.Globalization;
using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Storage;

namespace CcgBot.Tests.Faults;

/// <summary>Articles that any process can make again from their number, and a folder that holds them.</summary>
internal static class FaultCorpus
{
    private static readonly string[] Words = [.. Enumerable.Range(0, 400).Select(i => $"word{i}")];

    /// <summary>The article of a number: one word of its own ("own17x") and a hundred or so shared ones.</summary>
    public static Article Article(int number)
    {
        var random = new Random(number);
        var text = string.Join(' ', Enumerable.Range(0, random.Next(40, 160)).Select(_ => Words[(int)(Words.Length * Math.Pow(random.NextDouble(), 3))]));
        return TextArticleReader.Create($"a{number}", $"Article {number}", null, null, null, [new Block(BlockKind.Paragraph, $"{OwnTerm(number)} {text}.", 1)]);
    }

    public static string OwnTerm(int number) => string.Create(CultureInfo.InvariantCulture, $"own{number}x");

    public static ArticleStore Store(string folder) => new(new Database(Path.Combine(folder, "ccgbot.db")), TimeProvider.System);

    public static string Lucene(string folder) => Path.Combine(folder, "lucene");

    public static void Ingest(string folder, int from, int to)
    {
        var store = Store(folder);
        store.Put(Enumerable.Range(from, to - from).Select(number => (Article(number), (string?)null)));
        new ParagraphIndexWriter(Lucene(folder), store).Synchronise();
    }

    /// <summary>Opens store and index as a host does.</summary>
    public static ParagraphIndex Open(string folder, Action<string>? notice = null)
    {
        var store = Store(folder);
        return new IndexUpkeep(Lucene(folder), store, new RetrievalOptions(), notice).Open(null, CancellationToken.None);
    }

    /// <summary>What a few fixed questions find: the answers that must never change.</summary>
    public static List<string> Answers(ParagraphIndex index)
    {
        var random = new Random(5);
        return
        [
            .. Enumerable.Range(0, 12).Select(_ =>
            {
                var terms = Enumerable.Range(0, 4).Select(_ => new WeightedTerm(Words[random.Next(Words.Length)], 1)).ToList();
                return string.Join(' ', index.Search(terms, 10).Hits.Select(hit => $"{hit.Key}:{hit.Score:R}"));
            }),
        ];
    }

    /// <summary>What is wrong with a folder that should hold articles 0 to count - 1, each once; null when nothing is.</summary>
    public static string? Missing(string folder, int count)
    {
        var store = Store(folder);
        if (StoreIntegrity.Check(store.Database).FirstOrDefault() is { } damage)
        {
            return damage;
        }

        using var index = Open(folder);
        if (store.CountArticles() != count || index.Count != count)
        {
            return $"{store.CountArticles()} articles stored and {index.Count} indexed instead of {count}";
        }

        for (var number = 0; number < count; number += Math.Max(1, count / 50))
        {
            var hits = index.Search([new WeightedTerm(OwnTerm(number), 1)], 10).Hits;
            if (hits.Count != 1 || store.Get([hits[0].Key]).Single().Id.ArticleId != $"a{number}")
            {
                return $"a{number} is found {hits.Count} times";
            }
        }

        return null;
    }
}
