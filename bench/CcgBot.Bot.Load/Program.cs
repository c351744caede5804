using CcgBot.Bot.Load;

// 200 conversations at once for a minute, each asking again a second after its answer came:
//   dotnet run -c Release --project bench/CcgBot.Bot.Load [conversations] [seconds] [think-seconds]
var load = new LoadOptions(Argument(0, 200), TimeSpan.FromSeconds(Argument(1, 60)), TimeSpan.FromSeconds(Argument(2, 1)));
await using var connector = await ReplySink.StartAsync();
await using var bot = await LoadedBot.StartAsync();
Console.WriteLine($"{load.Conversations} conversations for {load.Duration.TotalSeconds:0} s, {load.Think.TotalSeconds:0.0} s between an answer and the next question");
var report = await new Conversations(bot.Messages, connector, load).RunAsync();
Console.WriteLine(report);
return report.Clean ? 0 : 1;

int Argument(int place, int otherwise) => args.Length > place ? int.Parse(args[place], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
