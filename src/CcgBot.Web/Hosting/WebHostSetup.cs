using System.Net;
using CcgBot.Bot;
using CcgBot.Bot.Adapters;
using CcgBot.Bot.DirectLine;
using CcgBot.Documents;
using CcgBot.Documents.Web;
using CcgBot.Hosting;
using CcgBot.Model;
using CcgBot.Onnx;
using CcgBot.Onnx.Reader;
using CcgBot.Postgres;
using CcgBot.Web.Admin;
using CcgBot.Web.Endpoints;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>The host put together: settings, engine, limits.</summary>
public static partial class WebHostSetup
{
    private const string DefaultUrl = "http://localhost:3978";

    /// <summary>No endpoint takes more; most take far less.</summary>
    internal const long MaxBodyBytes = 16 << 20;

    private static readonly SettingNames Names = new(
        new Dictionary<string, Type> { ["Model"] = typeof(ModelOptions), ["Bot"] = typeof(BotOptions), ["DirectLine"] = typeof(DirectLineOptions), ["Web"] = typeof(WebOptions), ["SignIn"] = typeof(SignIn.SignInOptions) },
        [.. SettingNames.OfDotNet, "Telemetry", "Index", ModelKey.Setting]);

    /// <summary>A builder over the project's home folder and the web root beside the program.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var home = Home.Locate();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = home.Path,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        var development = AddDevelopmentListener(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.ConfigureEndpointDefaults(listener =>
            {
                if (listener.IPEndPoint?.Port == development)
                {
                    listener.UseAnonymousDevelopment();
                }
            });
        });
        // A line a request is no news; a setting Logging:LogLevel:Microsoft.AspNetCore brings them back.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Services.AddSingleton(home);
        return builder;
    }

    /// <summary>Why the host can't start with these addresses, with what to do; null when it can.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        var bot = configuration.GetSection("Bot").Get<BotOptions>();
        return bot?.AllowAnonymousDevelopment is true && Addresses(configuration).Count(address => BindingAddress.Parse(address).Port == bot.DevelopmentPort) > 1
            ? $"Bot:DevelopmentPort is {bot.DevelopmentPort}, where the site itself listens: set another port, or leave Bot:AllowAnonymousDevelopment off."
            : null;
    }

    private static string[] Addresses(IConfiguration configuration) => configuration["urls"] is { Length: > 0 } urls
        ? urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : [.. (configuration["http_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"http://*:{port}")];

    /// <summary>Adds the address that <see cref="BotOptions.AllowAnonymousDevelopment"/> opens to the site's own.</summary>
    /// <returns>Its port; null where the switch is off.</returns>
    private static int? AddDevelopmentListener(WebApplicationBuilder builder)
    {
        var bot = builder.Configuration.GetSection("Bot").Get<BotOptions>();
        if (bot?.AllowAnonymousDevelopment is not true)
        {
            return null;
        }

        builder.WebHost.UseUrls([.. Addresses(builder.Configuration), $"http://127.0.0.1:{bot.DevelopmentPort}"]);
        return bot.DevelopmentPort;
    }

    /// <summary>Opens the engine over <c>Index</c> (default <c>index/</c> in the home folder) and keeps it fresh.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new ReaderProcess());
        services.AddSingleton(BotSettings.Read(configuration, Names, GivenOnCommandLine(configuration)));
        services.AddSingleton(provider =>
        {
            var home = provider.GetRequiredService<Home>();
            var folder = configuration["Index"] is { Length: > 0 } index ? Path.Combine(home.Path, index) : home.Index;
            return BotEngine.Open(
                folder,
                provider.GetRequiredService<BotSettings>(),
                provider.GetRequiredService<TimeProvider>(),
                parts: PartsOf(provider),
                notice: line => Noticed(provider.GetRequiredService<ILogger<BotEngine>>(), line));
        });
        services.AddSingleton(provider => new EvaluationParts(
            () => BotSettings.Read(configuration, Names, GivenOnCommandLine(configuration)), PartsOf(provider), provider.GetRequiredService<Home>().Seeds));
        services.AddSingleton<HostTelemetry>();
        services.AddHostedService<SeedIngest>();
        services.AddHostedService<WarmUp>();
        services.AddHostedService<StoreWatcher>();
        services.AddHostedService<DailyRound>();
        services.AddSingleton<SourceTurns>();
        services.AddHostedService<SourceWatcher>();
        return services;
    }

    private static EngineParts PartsOf(IServiceProvider provider) => (provider.GetService<EngineParts>() ?? new EngineParts()) with
    {
        OpenEncoder = OnnxEncoder.Open,
        Words = OnnxEncoder.Words,
        OpenReader = OnnxReader.Open,
        OpenStore = PostgresStore.Open,
        ReadDocument = provider.GetRequiredService<ReaderProcess>().Read,
        AnswersSoon = true,
    };

    private static IEnumerable<string> GivenOnCommandLine(IConfiguration configuration) =>
        (configuration as IConfigurationRoot)?.Providers.OfType<CommandLineConfigurationProvider>().SelectMany(provider => provider.GetChildKeys([], null)) ?? [];

    public static IServiceCollection AddWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebOptions>().Bind(configuration.GetSection("Web")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSiteFiles();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<OperatorSessions>();
        services.AddSingleton<OperatorLink>();
        services.AddHostedService(provider => provider.GetRequiredService<OperatorLink>());
        services.AddSingleton<WrongKeys>();
        services.AddSingleton<OperatorGate>();
        services.AddCallers();
        services.AddSingleton(provider => new WebReader(
            provider.GetRequiredService<ReaderProcess>().Read, provider.GetRequiredService<BotSettings>().Ingest, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Editing.Drafts>();
        services.AddConsole();
        services.AddModelContext();
        services.AddApiDescription();
        services.AddCors();
        services.AddOptions<CorsOptions>()
            .Configure<IOptions<WebOptions>>((cors, web) =>
            {
                cors.AddDefaultPolicy(policy => Allow(policy).SetIsOriginAllowed(web.Value.Allows));
                cors.AddPolicy(CorsPolicies.BearerOnly, policy => Allow(policy).AllowAnyOrigin());
            });
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<WebOptions>>((forwarded, web) => Trust(forwarded, web.Value));
        services.AddRateLimits();
        services.AddOptions<HostFilteringOptions>().PostConfigure<IOptions<WebOptions>>((filtering, web) => Filter(filtering, web.Value));
        return services;
    }

    private static CorsPolicyBuilder Allow(CorsPolicyBuilder policy) => policy
        .WithMethods("GET", "POST")
        .WithHeaders("Authorization", "Content-Type", "x-ms-bot-agent", "x-requested-with", Callers.KeyHeader)
        .WithExposedHeaders("Retry-After")
        .SetPreflightMaxAge(TimeSpan.FromHours(1));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line}")]
    private static partial void Noticed(ILogger logger, string line);

    /// <summary>
    /// Where people reach the site by https, it answers to that name and to this machine's own (what a proxy in front asks for), and to no other that
    /// somebody points here. The setting <c>AllowedHosts</c> names others.
    /// </summary>
    private static void Filter(HostFilteringOptions filtering, WebOptions web)
    {
        if (web.IsPublicOverHttps && filtering.AllowedHosts is [] or ["*"])
        {
            filtering.AllowedHosts = [new Uri(web.PublicUrl!).Host, "localhost", "127.0.0.1", "[::1]"];
        }
    }

    private static void Trust(ForwardedHeadersOptions forwarded, WebOptions web)
    {
        forwarded.ForwardedHeaders = web.KnownProxies.Length == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in web.KnownProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }
    }
}
