namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>A test with a real npm client in Node; without it the test is skipped by name, and <c>./test</c> restores it.</summary>
public sealed class ClientFactAttribute : FactAttribute
{
    public ClientFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Repository.ClientModules, "botframework-directlinejs")))
        {
            Skip = "The test clients are not restored: run ./test, or npm ci in tests/clients.";
        }
    }
}
