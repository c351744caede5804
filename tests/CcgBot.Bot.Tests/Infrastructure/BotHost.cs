using System.Collections.Concurrent;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot.Adapters;
using CcgBot.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>The bot whole, on a real socket of this machine, over a store of its own with two small articles.</summary>
internal sealed class BotHost : IAsyncDisposable
{
    private readonly TemporaryFolder? _folder;
    private readonly WebApplication _app;
    private readonly BotEngine _engine;

    private BotHost(WebApplication app, BotEngine engine, TemporaryFolder? folder, LogLines log)
    {
        _app = app;
        _engine = engine;
        _folder = folder;
        Log = log;
        Address = new Uri(app.Urls.Single());
    }

    public Uri Address { get; }

    public Uri Messages => new(Address, "/api/messages");

    public LogLines Log { get; }

    public IServiceProvider Services => _app.Services;

    public BotEngine Engine => _engine;

    /// <param name="settings">Keys of the configuration, for example <c>Bot:AppId</c>.</param>
    /// <param name="answer">In place of the answerer; null = the real one over the two articles.</param>
    /// <param name="folder">A store to open again, not removed at the end; null = a new one.</param>
    /// <param name="configure">A first word on the services.</param>
    /// <param name="articles">Null = the two small ones.</param>
    public static async Task<BotHost> StartAsync(
        Dictionary<string, string?>? settings = null,
        AnswerQuestion? answer = null,
        string? folder = null,
        Action<IServiceCollection>? configure = null,
        IEnumerable<Article>? articles = null)
    {
        var own = folder is null ? new TemporaryFolder() : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listener => listener.UseAnonymousDevelopment()));
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        var engine = BotEngine.Open(folder ?? own!.Path, new BotSettings(), TimeProvider.System);
        engine.Articles.Put((articles ?? [TestArticles.Boards, TestArticles.Commissioning]).Select(article => (article, (string?)null)));
        engine.Refresh();
        builder.Services.AddSingleton(engine);
        if (answer is not null)
        {
            builder.Services.AddSingleton(answer);
        }

        configure?.Invoke(builder.Services);
        builder.Services.AddBot(builder.Configuration);
        var app = builder.Build();
        app.MapBotMessages();
        await app.StartAsync();
        return new BotHost(app, engine, own, log);
    }

    /// <summary>Settings under which test hosts on this machine are let in without a token.</summary>
    public static Dictionary<string, string?> Anonymous { get; } = new()
    {
        ["Bot:AllowAnonymousDevelopment"] = "true",
        ["Bot:PromptStarters:0"] = "How many boards were visited?",
        ["Bot:PromptStarters:1"] = "Who took over from primary care trusts?",
        ["Web:PublicUrl"] = "https://bot.example",
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _engine.Dispose();
        _folder?.Dispose();
    }
}

/// <summary>What a host logged, line by line.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Line(_lines);

    public void Dispose()
    {
    }

    private sealed class Line(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
