using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Permissions;

/// <summary>A host over the seeds and an article that pharmacists alone may read.</summary>
public sealed class PermissionHost : IAsyncLifetime
{
    internal const string Secret = "a-secret-for-permission-tests";
    internal const string OperatorKey = "an-operator-key-for-permission-tests";
    internal const string Question = "What dose of umexalone is given on Garsdale ward?";
    internal const string HiddenText = "On Garsdale ward the dose of umexalone is 12 mg twice a day, and the pharmacist on call agrees to any change of the dose.";

    internal BotHome Home { get; } = new();

    internal WebProcess Process { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var folder = Home.Write("pharmacy", "stock.txt", $"Stock of umexalone\n\n3 June 2024\n\n{HiddenText}\n");
        Home.Write("pharmacy", "articles.yaml", "groups: [Pharmacy]\n");
        Process = await StartAsync(Home, Path.Combine(Home.Path, "seeds"), folder);
    }

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        Home.Dispose();
    }

    internal static async Task<WebProcess> StartAsync(BotHome home, params string[] ingested)
    {
        await Cli.RunAsync(home, ["ingest", .. ingested, "--set", "Retrieval:Dense:Enabled=false"]);
        return await WebProcess.StartAsync(home, new Dictionary<string, string>
        {
            ["DirectLine:Secrets:0"] = Secret,
            ["Web:OperatorKey"] = OperatorKey,
            ["Retrieval:Dense:Enabled"] = "false",
            ["Web:AllowPrivateAddresses"] = "true",
            ["Web:SearchesPerMinute"] = "10000",
            ["Web:AsksPerMinute"] = "10000",
            ["Web:SignInsPerMinute"] = "10000",
        });
    }
}
