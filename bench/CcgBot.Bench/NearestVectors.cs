using System.Diagnostics;
using System.Numerics.Tensors;
using CcgBot.Articles;
using CcgBot.Retrieval.Dense;
using CcgBot.Storage;
using Microsoft.Extensions.AI;

namespace CcgBot.Bench;

/// <summary>
/// The 200 nearest of many 512-number vectors: time, memory, and how many of the truly nearest the signs let through. The vectors are
/// random, gathered round 2,000 random centres so that some are near each other.
/// </summary>
internal static class NearestVectors
{
    private const int Dimension = 512;
    private const int Centres = 2_000;
    private const int Top = 200;

    public static async Task<int> MeasureAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("ccgbot-bench-");
        try
        {
            var store = new ArticleStore(new Database(Path.Combine(folder.FullName, "ccgbot.db")), TimeProvider.System);
            store.Put(Enumerable.Range(0, count / 1000).Select(article => (
                new Article($"a{article}", "", null, null, null, "v", [.. Enumerable.Range(1, 1000).Select(i => new Block(BlockKind.Paragraph, $"{article * 1000 + i}", i))]), (string?)null)));
            var generator = new Clustered();
            var vectorFolder = Path.Combine(folder.FullName, "vectors");
            await new VectorIndexWriter(vectorFolder, store, new Encoder("bench", generator, generator), VectorUnits.Paragraphs).SynchroniseAsync();

            var before = GC.GetTotalMemory(forceFullCollection: true);
            var start = Stopwatch.GetTimestamp();
            using var index = new VectorIndex(vectorFolder, "bench");
            Console.WriteLine(
                $"{index.Count:N0} vectors: opened in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:0.0} MB on the heap, "
                + $"{new DirectoryInfo(vectorFolder).EnumerateFiles().Sum(file => file.Length) / 1e6:0} MB mapped");

            var questions = Enumerable.Range(0, 300).Select(i => Clustered.Vector(i * 7_919 + 1)).ToList();
            var times = new List<double>();
            var (found, wanted) = (0, 0);
            foreach (var question in questions)
            {
                start = Stopwatch.GetTimestamp();
                var hits = index.Search(question, Top);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                var exact = index.Search(question, Top, exact: true).Take(10).Select(hit => hit.Key).ToHashSet();
                (found, wanted) = (found + hits.Count(hit => exact.Contains(hit.Key)), wanted + exact.Count);
            }

            times.Sort();
            var exactTimes = questions.Take(50).Select(question =>
            {
                var from = Stopwatch.GetTimestamp();
                index.Search(question, Top, exact: true);
                return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            }).Order().ToList();
            Console.WriteLine($"signs then bytes: p50 {times[times.Count / 2]:0.00} ms, p99 {times[times.Count * 99 / 100]:0.00} ms; every byte: p50 {exactTimes[25]:0.00} ms");
            Console.WriteLine($"{100.0 * found / wanted:0.0} % of the 10 truly nearest are among the {Top} found");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class Clustered : IEmbeddingGenerator<string, Embedding<float>>
    {
        private static readonly float[][] Middles = [.. Enumerable.Range(0, Centres).Select(i => Random(i))];

        public static float[] Vector(int number)
        {
            var vector = Random(number + Centres);
            TensorPrimitives.MultiplyAdd(vector, 0.8f, Middles[number % Centres], vector);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            return vector;
        }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(Vector(int.Parse(text.Split(' ')[^1]))))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private static float[] Random(int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, Dimension).Select(_ => random.NextSingle() - 0.5f)];
        }
    }
}
