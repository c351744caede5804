using System.Diagnostics;
using System.Numerics.Tensors;
using CcgBot.Answering;
using CcgBot.Hosting;
using CcgBot.Onnx;
using CcgBot.Retrieval.Dense;
using Microsoft.Extensions.AI;

namespace CcgBot.Bench;

/// <summary>The whole offline answer: retrieve, fuse, choose, check, evidence written.</summary>
internal static class Answers
{
    private const int Rounds = 2;

    public static async Task WordsAsync(string folder, string questionFile)
    {
        var settings = new BotSettings { Evidence = { KeyFile = Path.Combine(folder, "evidence.key") } };
        settings.Retrieval.Dense.Enabled = false;
        var open = Stopwatch.StartNew();
        using var engine = BotEngine.Open(folder, settings, TimeProvider.System);
        var opened = open.Elapsed.TotalMilliseconds;
        var times = await TimesAsync(engine, File.ReadAllLines(questionFile));
        Ours.Print($"engine_open_new_process_ms={opened:F0} answer={times} answer_anonymous_mb={Measure.Memory("RssAnon"):F0}");
    }

    /// <summary>
    /// With meaning: questions go through the real encoder. The paragraphs' vectors are random, which takes seconds in place of an hour:
    /// how long a search takes hangs on their number and not on what they say.
    /// </summary>
    /// <returns>1 when the encoder can't be opened.</returns>
    public static async Task<int> VectorsAsync(string folder, string questionFile)
    {
        var settings = new BotSettings { Evidence = { KeyFile = Path.Combine(folder, "evidence.key") } };
        settings.Retrieval.Dense.EncodeWhenOpening = int.MaxValue;
        settings.Retrieval.Dense.MaxParagraphs = int.MaxValue;
        using var engine = BotEngine.Open(folder, settings, TimeProvider.System, parts: new EngineParts { OpenEncoder = options => new Encoder("bench", OnnxEncoder.Open(options).Questions, new Scattered()) });
        if (!engine.Dense.IsReady)
        {
            Console.Error.WriteLine(engine.Dense.Notice);
            return 1;
        }

        var times = await TimesAsync(engine, File.ReadAllLines(questionFile));
        Ours.Print($"vectors={engine.Dense.Vectors!.Count} vector_answer={times} vector_anonymous_mb={Measure.Memory("RssAnon"):F0}");
        return 0;
    }

    /// <summary>The last of several rounds.</summary>
    private static async Task<string> TimesAsync(BotEngine engine, string[] questions)
    {
        var times = new double[questions.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < questions.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                var answer = await engine.Answerer.AnswerAsync(new Question(questions[i]));
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (answer.EvidenceId is null)
                {
                    throw new InvalidOperationException($"'{questions[i]}' left no evidence record.");
                }
            }
        }

        return Measure.Percentiles(times);
    }

    private sealed class Scattered : IEmbeddingGenerator<string, Embedding<float>>
    {
        private const int Dimension = 384;
        private readonly Random _random = new(1);

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(_ => new Embedding<float>(Vector()))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private float[] Vector()
        {
            var vector = new float[Dimension];
            for (var i = 0; i < Dimension; i++)
            {
                vector[i] = _random.NextSingle() - 0.5f;
            }

            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            return vector;
        }
    }
}
