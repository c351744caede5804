using CcgBot.Bot.Adapters;
using CcgBot.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot.Load;

/// <summary>The bot whole over the seed articles, in a store of its own.</summary>
internal sealed class LoadedBot(WebApplication app, BotEngine engine, DirectoryInfo folder) : IAsyncDisposable
{
    public Uri Messages => new(app.Urls.Single() + "/api/messages");

    public static async Task<LoadedBot> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ccgbot-load-");
        var engine = BotEngine.Open(folder.FullName, new BotSettings { Evidence = { KeyFile = Path.Combine(folder.FullName, "evidence.key") } }, TimeProvider.System);
        foreach (var outcome in engine.Ingestor.Ingest([Home.Locate().Seeds]))
        {
            Console.WriteLine(outcome);
        }

        engine.Refresh();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listener => listener.UseAnonymousDevelopment()));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Bot:AllowAnonymousDevelopment"] = "true" });
        builder.Services.AddSingleton(engine);
        builder.Services.AddBot(builder.Configuration);
        var app = builder.Build();
        app.MapBotMessages();
        await app.StartAsync();
        return new LoadedBot(app, engine, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        engine.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
