using System.CommandLine;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Cli.Rendering;
using CcgBot.Hosting;

namespace CcgBot.Cli.Commands;

internal static class AskCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var question = new Argument<string>("QUESTION");
        var history = new Option<FileInfo?>("--history") { Description = "A JSON array of {\"role\",\"content\"}: what was said before." };
        var scenario = new Option<string?>("--scenario") { Description = "The person's own situation." };
        var json = new Option<bool>("--json") { Description = "The answer as JSON." };
        var command = new Command("ask", "Answers one question from the indexed articles.") { question, history, scenario, json };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
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
            var asked = new Question(parsed.GetValue(question)!, History(parsed.GetValue(history)), parsed.GetValue(scenario));
            var answer = await engine.Answerer.AnswerAsync(asked, cancellationToken: cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? AnswerJson.From(answer).Serialize(indented: true) : ConsoleText.Of(answer));
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<Turn> History(FileInfo? file)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            return AskRequest.Turns(JsonSerializer.Deserialize<List<AskTurn>>(File.ReadAllText(file.FullName), AnswerJson.Options));
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new InvalidDataException($"{file.Name}: {error.Message} Write an array of {{\"role\":\"user|assistant\",\"content\":\"…\"}}.", error);
        }
    }
}
