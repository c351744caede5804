// How soon the seeds are answered from: by 'ccgbot ask', by a running host over HTTP, on its page in Chromium; and how soon an ingest is seen.
//   dotnet run -c Release --project bench/CcgBot.AnswerBench [-- ROUNDS]
using System.Globalization;
using CcgBot.AnswerBench;

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 30;
using var programs = new Programs();
Console.WriteLine("| | n | median ms | p95 ms | most ms |\n|---|--:|--:|--:|--:|");

var asks = new Times("ask, once started (elapsedMs)");
var wholeAsks = new Times("ask, with the start of the program");
await programs.CcgbotAsync("ingest", programs.Seeds);
foreach (var question in Questions.All)
{
    var (elapsed, answer) = await programs.CcgbotAsync("ask", question, "--json");
    wholeAsks.Add(elapsed);
    asks.Add(AnswerTime.Of(answer));
}

Print(asks, wholeAsks);

var (first, running, reported) = (new Times("host, its first answer over HTTP"), new Times("host, POST /api/ask"), new Times("host, POST /api/ask (elapsedMs)"));
await using (var host = await Host.StartAsync(programs))
{
    first.Add((await host.AskAsync(Questions.All[0])).Elapsed);
    for (var round = 0; round < rounds; round++)
    {
        foreach (var question in Questions.All)
        {
            var (elapsed, answer) = await host.AskAsync(Questions.Again(question, round));
            if (round > 0)
            {
                running.Add(elapsed);
                reported.Add(AnswerTime.Of(answer));
            }
        }
    }
}

Print(first, running, reported);
var seen = new Times("ingest by the command line, seen by a host");
await using (var host = await Host.StartAsync(programs))
{
    for (var i = 0; i < 3; i++)
    {
        seen.Add(await Ingest.SeenAfterAsync(programs, host, i));
    }
}

Print(seen);
var (online, pageFirst, pageLater) = (new Times("page, opened and connected"), new Times("page, first answer of a fresh host"), new Times("page, first answer of a later visit"));
for (var start = 0; start < 3; start++)
{
    await using var host = await Host.StartAsync(programs);
    await using var browser = await Page.LaunchAsync();
    for (var visit = 0; visit < 3; visit++)
    {
        var (question, expected) = Questions.OnPage[(start + visit) % Questions.OnPage.Count];
        var (connected, answered) = await browser.AskAsync(host.Address, question, expected);
        online.Add(connected);
        (visit == 0 ? pageFirst : pageLater).Add(answered);
    }
}

Print(online, pageFirst, pageLater);

static void Print(params IEnumerable<Times> rows)
{
    foreach (var times in rows)
    {
        Console.WriteLine(times);
    }
}
