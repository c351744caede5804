namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>One running host over the seeds, shared by the tests that change nothing others see.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    /// <summary>What servers of these tests authenticate with.</summary>
    public const string Secret = "a-secret-for-these-tests-only";

    /// <summary>What operators of these tests sign in with.</summary>
    public const string OperatorKey = "an-operator-key-for-these-tests-only";

    private readonly BotHome _home = new(indexed: false);
    private WebProcess? _host;

    public Uri Address => _host!.Address;

    public HttpClient Http => _host!.Http;

    internal string HomePath => _home.Path;

    public async Task InitializeAsync() => _host = await WebProcess.StartAsync(_home, new Dictionary<string, string>
    {
        ["DirectLine:Secrets:0"] = Secret,
        ["DirectLine:StartsPerMinute"] = "100000",
        ["DirectLine:PostsPerMinute"] = "100000",
        ["DirectLine:RequestsPerMinute"] = "100000",
        ["Web:AsksPerMinute"] = "100000",
        ["Web:SearchesPerMinute"] = "100000",
        ["Web:SignInsPerMinute"] = "100000",
        ["Web:OperatorKey"] = OperatorKey,
        ["Web:AllowedOrigins:0"] = "http://127.0.0.1:1",
    });

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _home.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<SiteFixture>
{
    public const string Name = "site";
}
