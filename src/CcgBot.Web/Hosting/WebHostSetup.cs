using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using CcgBot.Hosting;
using CcgBot.Onnx;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>The host put together: settings, engine, limits.</summary>
public static class WebHostSetup
{
    private const string DefaultUrl = "http://localhost:3978";

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

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // A line a request is no news; a setting Logging:LogLevel:Microsoft.AspNetCore brings them back.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Services.AddSingleton(home);
        return builder;
    }

    /// <summary>Opens the engine over <c>Index</c> (default <c>index/</c> in the home folder) and keeps it fresh.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(BotSettings.Read(configuration));
        services.AddSingleton(provider =>
        {
            var home = provider.GetRequiredService<Home>();
            var folder = configuration["Index"] is { Length: > 0 } index ? Path.Combine(home.Path, index) : home.Index;
            return BotEngine.Open(
                folder, provider.GetRequiredService<BotSettings>(), provider.GetRequiredService<TimeProvider>(), parts: (provider.GetService<EngineParts>() ?? new EngineParts()) with { OpenEncoder = OnnxEncoder.Open, Words = OnnxEncoder.Words, AnswersSoon = true });
        });
        services.AddHostedService<SeedIngest>();
        services.AddHostedService<WarmUp>();
        services.AddHostedService<StoreWatcher>();
        services.AddHostedService<DailyRound>();
        return services;
    }

    public static IServiceCollection AddWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebOptions>().Bind(configuration.GetSection("Web")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<OperatorGate>();
        services.AddCors();
        services.AddOptions<CorsOptions>()
            .Configure<IOptions<WebOptions>>((cors, web) =>
            {
                cors.AddDefaultPolicy(policy => Allow(policy).SetIsOriginAllowed(web.Value.Allows));
                cors.AddPolicy(CorsPolicies.BearerOnly, policy => Allow(policy).AllowAnyOrigin());
            });
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<WebOptions>>((forwarded, web) => Trust(forwarded, web.Value));
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RejectAsync;
            limiter.AddPolicy(RateLimits.Ask, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.AsksPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                }));
        });
        return services;
    }

    private static CorsPolicyBuilder Allow(CorsPolicyBuilder policy) => policy
        .WithMethods("GET", "POST")
        .WithHeaders("Authorization", "Content-Type", "x-ms-bot-agent", "x-requested-with")
        .WithExposedHeaders("Retry-After")
        .SetPreflightMaxAge(TimeSpan.FromHours(1));

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

    private static async ValueTask RejectAsync(Microsoft.AspNetCore.RateLimiting.OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
        rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await ErrorBody.Of(429, "TooManyRequests", $"Too many requests: try again in {wait} seconds.").ExecuteAsync(rejected.HttpContext);
    }
}
