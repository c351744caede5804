using System.CommandLine;
using CcgBot.Bot;
using CcgBot.Bot.TeamsApp;
using CcgBot.Hosting;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Cli.Commands;

internal static class TeamsPackageCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var appId = new Option<string?>("--app-id") { Description = "The bot's Microsoft App ID; default: the setting Bot:AppId." };
        var publicUrl = new Option<string?>("--public-url") { Description = "The site's https address; default: the setting Web:PublicUrl." };
        var output = new Option<FileInfo>("--out")
        {
            Description = "The zip to write; default: ccgbot-teams.zip.",
            DefaultValueFactory = _ => new FileInfo("ccgbot-teams.zip"),
        };
        var command = new Command("teams-package", "Builds the app package that Teams installs.") { appId, publicUrl, output };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = Home.Locate();
            var configuration = BotSettings.Configuration(home, common.Overrides(parsed));
            var options = configuration.GetSection("Bot").Get<BotOptions>() ?? new BotOptions();
            var url = parsed.GetValue(publicUrl) ?? configuration["Web:PublicUrl"];
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            {
                throw new ArgumentException($"'{url}' is not an address: give --public-url https://…, or the setting Web:PublicUrl.");
            }

            var id = parsed.GetValue(appId) ?? options.AppId;
            var app = new TeamsApp(id, options.Name, address, options.PromptStarters, options.PrivacyUrl, options.TermsUrl);
            var package = new TeamsAppPackage(Path.Combine(home.Path, "teams"));

            // What is wrong with the arguments is said before the articles are asked for questions, which opens the whole index.
            package.Manifest(app);
            if (app.PromptStarters.Count == 0)
            {
                app = app with { PromptStarters = await FromArticlesAsync(common, parsed, cancellationToken) };
            }

            var file = parsed.GetValue(output)!;
            using var content = new MemoryStream();
            package.Write(content, app);
            File.WriteAllBytes(file.FullName, content.ToArray());
            Console.WriteLine($"{file.FullName}: upload it in Teams under Apps, Manage your apps, Upload an app.");
        });
        return command;
    }

    /// <summary>The questions that the greeting offers too: found in the articles, and answered by them. None before anything was ingested.</summary>
    private static async Task<IReadOnlyList<string>> FromArticlesAsync(CommonOptions common, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!common.Settings(parsed).Storage.InPostgres && !File.Exists(common.StorePath(parsed)))
        {
            return [];
        }

        using var engine = common.Open(parsed, cancellationToken);
        return await engine.Suggestions.StartersAsync(cancellationToken);
    }
}
