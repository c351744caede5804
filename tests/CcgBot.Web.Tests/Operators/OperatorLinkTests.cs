using System.Net;
using System.Text.RegularExpressions;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Operators;

public sealed partial class OperatorLinkTests
{
    private static readonly Dictionary<string, string> Settings = new() { ["Retrieval:Dense:Enabled"] = "false" };

    [Fact]
    public async Task Without_a_key_operators_come_in_by_the_link_that_the_host_prints_and_by_nothing_else()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home, Settings);
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = true, AllowAutoRedirect = false });
        using var another = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        foreach (var page in (string[])["/evidence", "/gaps", "/feedback", "/curated"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await another.GetAsync(new Uri(host.Address, page))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await another.GetAsync(new Uri(host.Address, $"/operator/link/{new string('0', 64)}"))).StatusCode);
        var link = await LinkAsync(host);
        Assert.Equal(host.Address.Authority, link.Authority);

        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync(link)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(host.Address, "/evidence"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await another.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await another.GetAsync(new Uri(host.Address, "/evidence"))).StatusCode);
    }

    [Fact]
    public async Task With_a_key_no_link_is_printed()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home, new Dictionary<string, string>(Settings) { ["Web:OperatorKey"] = "an-operator-key-for-tests" });
        await host.Http.GetAsync("/operator");

        Assert.DoesNotContain("/operator/link/", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_keys_are_written_down_and_soon_have_to_wait()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(
            home, new Dictionary<string, string>(Settings) { ["Web:OperatorKey"] = "an-operator-key-for-tests", ["Web:SignInsPerMinute"] = "3" });
        async Task<HttpStatusCode> TryAsync(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/gaps");
            request.Headers.Add("X-Operator-Key", key);
            using var response = await host.Http.SendAsync(request);
            return response.StatusCode;
        }

        // All at once: a slow machine must not make several minutes of them.
        var tried = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => TryAsync($"guess-{i}")));

        Assert.Contains(HttpStatusCode.TooManyRequests, tried);
        Assert.DoesNotContain(HttpStatusCode.OK, tried);
        Assert.Contains("A wrong operator key or link from 127.0.0.1 at /gaps.", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("guess-", host.Output, StringComparison.Ordinal);
    }

    internal static async Task<Uri> LinkAsync(WebProcess host)
    {
        // It is printed once the server listens, which the test may hear of a moment earlier.
        while (!Printed().IsMatch(host.Output))
        {
            await Task.Delay(20);
        }

        return new Uri(Printed().Match(host.Output).Groups[1].Value);
    }

    [GeneratedRegex("Operator pages: (http\\S+/operator/link/[0-9a-f]{64}) ")]
    private static partial Regex Printed();
}
