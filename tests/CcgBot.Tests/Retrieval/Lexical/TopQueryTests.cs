using System.Text;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CsCheck;

namespace CcgBot.Tests.Retrieval.Lexical;

public class TopQueryTests
{
    /// <summary>A corpus from a seed: Zipfian words, lengths from 1 to 200, several segments, some deletions.</summary>
    private sealed record Corpus(int Seed, int Documents, int Words, double Skew, int Segments, double Deleted);

    private static readonly Gen<Corpus> Corpora =
        from seed in Gen.Int[0, int.MaxValue]
        from documents in Gen.OneOf(Gen.Int[1, 300], Gen.Int[2_000, 12_000])
        from words in Gen.Int[2, 3_000]
        from skew in Gen.Double[0.5, 1.5]
        from segments in Gen.Int[1, 5]
        from deleted in Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 0.5])
        select new Corpus(seed, documents, words, skew, segments, deleted);

    private static readonly Gen<RetrievalOptions> Options =
        from k1 in Gen.Float[0.1f, 3f]
        from b in Gen.Float[0f, 1f]
        from title in Gen.OneOf(Gen.Const(0f), Gen.Float[0.1f, 2f])
        select new RetrievalOptions { K1 = k1, B = b, TitleWeight = title };

    [Fact]
    public void Finds_what_an_exhaustive_search_finds_on_random_corpora() =>
        Gen.Select(Corpora, Options).Sample(
            (corpus, options) =>
            {
                using var oracle = Make(corpus, options);
                using var index = oracle.Open();
                var random = new Random(corpus.Seed + 1);
                for (var query = 0; query < 25; query++)
                {
                    var terms = Query(random, corpus);
                    var top = random.Next(4) switch { 0 => 1, 1 => 100, _ => 10 };
                    Assert.Null(LuceneOracle.Difference(index.Search(terms, top).Hits, oracle.Search(terms, top), top));
                }
            },
            iter: 15,
            threads: 1);

    [Fact]
    public void Scores_given_paragraphs_as_the_search_does() =>
        Gen.Select(Corpora, Options).Sample(
            (corpus, options) =>
            {
                using var oracle = Make(corpus, options);
                using var index = oracle.Open();
                var random = new Random(corpus.Seed + 2);
                var terms = Query(random, corpus);
                var hits = index.Search(terms, 50).Hits;
                var keys = hits.Select(hit => hit.Key).Append(-1).ToList();
                var scores = index.Score(terms, keys);
                Assert.All(hits.Zip(scores), pair => Assert.True(LuceneOracle.Near(pair.First.Score, pair.Second)));
                Assert.Equal(0, scores[^1]);
            },
            iter: 8,
            threads: 1);

    [Fact]
    public void Settles_ties_by_the_order_of_ingest()
    {
        using var oracle = new LuceneOracle(new RetrievalOptions());
        for (var key = 0; key < 6_000; key++)
        {
            oracle.Add(key, "t", key % 3 == 0 ? "apple pear" : "plum pear");
            if (key % 2_000 == 1_999)
            {
                oracle.Commit();
            }
        }

        oracle.Commit();
        using var index = oracle.Open();
        var hits = index.Search([new WeightedTerm("appl", 1), new WeightedTerm("pear", 1)], 10).Hits;
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i * 3L), hits.Select(hit => hit.Key));
    }

    /// <summary>The postings of a term of one document are kept with the term: it names the place where the next term's start.</summary>
    [Fact]
    public void Tells_a_word_of_one_paragraph_from_the_frequent_word_after_it()
    {
        using var oracle = new LuceneOracle(new RetrievalOptions());
        for (var key = 0; key < 3_000; key++)
        {
            oracle.Add(key, "t", key == 2_500 ? "aab aac" : "aac");
        }

        oracle.Commit();
        using var index = oracle.Open();
        Assert.Equal(2_500, Assert.Single(index.Search([new WeightedTerm("aab", 1)], 10).Hits).Key);
    }

    [Fact]
    public void Finds_nothing_for_no_terms_and_for_unknown_ones()
    {
        using var oracle = new LuceneOracle(new RetrievalOptions());
        oracle.Add(1, "title", "some words");
        oracle.Commit();
        using var index = oracle.Open();
        Assert.Empty(index.Search([], 10).Hits);
        Assert.Empty(index.Search([new WeightedTerm("absent", 1)], 10).Hits);
        Assert.Equal(0, index.Search([new WeightedTerm("absent", 1)], 10).Terms[0].DocumentFrequency);
    }

    [Fact]
    public void Counts_terms_that_stand_side_by_side()
    {
        using var oracle = new LuceneOracle(new RetrievalOptions());
        oracle.Add(1, "Risk assessments", "A risk assessment of each risk; the assessment and risk assessment.");
        oracle.Add(2, "Other", "Assessment risk.");
        oracle.Commit();
        using var index = oracle.Open();
        var counts = index.PairScores([("risk", "assess"), ("assess", "risk")], [2, 1, 99]);
        Assert.Equal([0, 1, 3, 0, 0, 0], counts.Cast<int>());
    }

    [Fact]
    public void Reads_saved_block_tables_and_makes_damaged_ones_again()
    {
        var corpus = new Corpus(7, 9_000, 500, 1, 2, 0.1);
        using var oracle = Make(corpus, new RetrievalOptions());
        oracle.Open().Dispose();
        var tables = Directory.GetFiles(Path.Combine(oracle.Folder, "blocks"));
        Assert.NotEmpty(tables);
        var bytes = File.ReadAllBytes(tables[0]);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(tables[0], bytes);
        using var index = oracle.Open();
        var random = new Random(3);
        for (var query = 0; query < 50; query++)
        {
            var terms = Query(random, corpus);
            Assert.Null(LuceneOracle.Difference(index.Search(terms, 10).Hits, oracle.Search(terms, 10), 10));
        }
    }

    private static LuceneOracle Make(Corpus corpus, RetrievalOptions options)
    {
        var random = new Random(corpus.Seed);
        var oracle = new LuceneOracle(options);
        for (var key = 0; key < corpus.Documents; key++)
        {
            oracle.Add(key, Text(random, corpus, random.Next(1, 5)), $"key{key} {Text(random, corpus, 1 + (int)(200 * Math.Pow(random.NextDouble(), 3)))}");
            if (random.NextDouble() < (double)corpus.Segments / corpus.Documents)
            {
                oracle.Commit();
            }
        }

        oracle.Commit();
        for (var key = 0; key < corpus.Documents; key++)
        {
            if (random.NextDouble() < corpus.Deleted)
            {
                oracle.Delete(key);
            }
        }

        oracle.Commit();
        return oracle;
    }

    private static List<WeightedTerm> Query(Random random, Corpus corpus)
    {
        float[] weights = [1, 1, 1, 2, 0.3f, 0.1f];
        return [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => new WeightedTerm(Word(random, corpus), weights[random.Next(weights.Length)]))];
    }

    private static string Text(Random random, Corpus corpus, int length)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(Word(random, corpus));
        }

        return text.ToString();
    }

    private static string Word(Random random, Corpus corpus) => $"w{(int)(corpus.Words * Math.Pow(random.NextDouble(), 1 / (1.01 - Math.Min(corpus.Skew / 1.6, 1))))}";
}
