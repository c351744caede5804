using System.CommandLine;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Cli.Rendering;
using CcgBot.Hosting;

namespace CcgBot.Cli.Commands;

internal static class AskCommand
{
    private const int LongestQuestion = 4_000;

    public static Command Create()
    {
        var common = new CommonOptions();
        var question = new Argument<string>("QUESTION");
        var history = new Option<FileInfo?>("--history") { Description = "A JSON array of {\"role\",\"content\"}: what was said before." };
        var scenario = new Option<string?>("--scenario") { Description = "The person's own situation." };
        var json = new Option<bool>("--json") { Description = "The answer as JSON." };
        var groups = GroupOptions.Asker();
        var command = new Command("ask", "Answers one question from the indexed articles.") { question, history, scenario, json, groups };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = Read(parsed.GetValue(question)!, parsed.GetValue(history), parsed.GetValue(scenario)) with { Access = GroupOptions.Access(parsed.GetValue(groups)) };
            using var engine = common.Open(parsed, cancellationToken, answersSoon: true);
            if (parsed.GetValue(common.Index) is null)
            {
                foreach (var outcome in engine.IngestFirst(Home.Locate().Seeds, cancellationToken))
                {
                    Console.Error.WriteLine($"First start: {outcome.ArticleId ?? outcome.Item} {outcome.Result.ToString().ToLowerInvariant()}{(outcome.Reason is { } reason ? $", {reason}" : "")}");
                }
            }

            if (engine.Articles.LastChange() == 0)
            {
                Console.Error.WriteLine("No article is indexed yet: run 'ccgbot ingest PATH' first.");
            }

            await engine.WarmUpAsync(cancellationToken);
            var answer = await engine.AnswerAsync(asked, cancellationToken: cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? AnswerJson.From(answer).Serialize(indented: true) : ConsoleText.Of(answer));
            return 0;
        });
        return command;
    }

    /// <exception cref="InvalidDataException">Longer than is read, or no history; the message says which.</exception>
    private static Question Read(string question, FileInfo? file, string? scenario)
    {
        var history = file is null ? null : Turns(file);
        return QuestionLimits.Problem(new AskRequest(question, history, scenario), LongestQuestion) is { } problem
            ? throw new InvalidDataException(problem)
            : new Question(question, History(file, history), scenario);
    }

    private static List<AskTurn>? Turns(FileInfo file)
    {
        // A file that is none (a pipe) has no length: no more is read of it than of one.
        using var stream = file.OpenRead();
        var bytes = new byte[QuestionLimits.MaxBytes + 1];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read > QuestionLimits.MaxBytes)
        {
            throw new InvalidDataException($"{file.Name}: larger than {QuestionLimits.MaxBytes} bytes; leave out the oldest entries.");
        }

        try
        {
            using var text = new StreamReader(new MemoryStream(bytes, 0, read));
            return JsonSerializer.Deserialize<List<AskTurn>>(text.ReadToEnd(), AnswerJson.Options);
        }
        catch (JsonException error)
        {
            throw NoHistory(file, error);
        }
    }

    private static IReadOnlyList<Turn> History(FileInfo? file, List<AskTurn>? turns)
    {
        try
        {
            return AskRequest.Turns(turns);
        }
        catch (FormatException error)
        {
            throw NoHistory(file!, error);
        }
    }

    private static InvalidDataException NoHistory(FileInfo file, Exception error) =>
        new($"{file.Name}: {error.Message} Write an array of {{\"role\":\"user|assistant\",\"content\":\"…\"}}.", error);
}
