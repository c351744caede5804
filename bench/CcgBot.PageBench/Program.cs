// What a first visit to the chat page costs: an empty cache each time, a question typed as soon as there is a place for it.
//   dotnet run -c Release --project bench/CcgBot.PageBench -- http://127.0.0.1:3978 /usr/bin/chromium [visits 10]
// Prints bytes on the wire by file, and the median time from opening the page to the greeting and to the first answer's last word.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

var site = args[0];
var visits = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 10;
const string Answer = ".webchat__bubble:not(.webchat__bubble--from-user) .webchat__text-content__markdown";

using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = args[1], Args = ["--headless", "--no-sandbox", "--disable-gpu"] });
var (greeted, answered, asked) = (new List<double>(), new List<double>(), new List<double>());
for (var visit = 0; visit < visits; visit++)
{
    await using var context = await browser.NewContextAsync();
    var page = await context.NewPageAsync();
    var began = Stopwatch.GetTimestamp();
    await page.GotoAsync(site, new() { WaitUntil = WaitUntilState.Commit });
    await page.Locator(Answer).First.WaitForAsync();
    greeted.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    var posted = Stopwatch.GetTimestamp();
    await page.Locator("[data-id='webchat-sendbox-input']").FillAsync("Who led the research?");
    await page.Keyboard.PressAsync("Enter");
    await page.Locator(Answer).Nth(1).WaitForAsync();
    answered.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    asked.Add(Stopwatch.GetElapsedTime(posted).TotalMilliseconds);
    if (visit == 0)
    {
        var files = await page.EvaluateAsync<JsonElement>(
            "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(e => ({ name: new URL(e.name).pathname, bytes: e.transferSize }))");
        foreach (var file in files.EnumerateArray())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.GetProperty("bytes").GetInt32(),9:N0}  {file.GetProperty("name").GetString()}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.EnumerateArray().Sum(file => file.GetProperty("bytes").GetInt32()),9:N0}  in all"));
    }
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{visits} visits, median: greeted after {Median(greeted):0} ms, first answer {Median(answered):0} ms after opening the page, {Median(asked):0} ms after typing"));

static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
