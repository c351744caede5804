using System.Net;
using System.Text;
using CcgBot.Documents.Web;
using Microsoft.AspNetCore.Http;

namespace CcgBot.Documents.Tests.Web;

/// <summary>The fetcher is bounded in time, bytes, redirects and networks, and polite.</summary>
public sealed class WebFetcherTests : IAsyncLifetime
{
    private static readonly IPAddress Outside = IPAddress.Parse("127.0.0.1");

    private readonly HurriedTime _time = new();
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_redirect_into_a_private_network_is_refused()
    {
        await using var inside = await Site.StartAsync("127.0.0.2");
        inside.Page("/secret", "hidden");
        _site.Redirect("/page", inside.Address + "/secret");
        _site.Redirect("/name", $"http://inside.example:{inside.Port}/secret");

        (await GetAsync("/page")).Problem.ShouldNotBeNull().ShouldContain("private network");
        (await GetAsync("/name")).Problem.ShouldNotBeNull().ShouldContain("inside.example lies in a private network (127.0.0.2)");
        inside.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_is_connected_to_where_it_was_found_to_lead()
    {
        _site.Page("/page", "words");

        (await GetAsync($"http://outside.example:{_site.Port}/page")).Bytes.ShouldBe("words"u8.ToArray());
    }

    [Fact]
    public async Task Redirects_bytes_and_time_are_bounded()
    {
        _site.Redirect("/round", "/round");
        _site.Page("/large", new string('a', 2 << 20));
        _site.Answer("/endless", async context =>
        {
            for (var i = 0; i < 10_000 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.WriteAsync(new string('a', 4_096));
            }
        });
        _site.Answer("/slow", async context =>
        {
            await context.Response.WriteAsync("a");
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
        });

        (await GetAsync("/round")).Problem.ShouldBe("more than 5 redirects");
        (await GetAsync("/large")).Problem.ShouldNotBeNull().ShouldContain("larger than 1 MB");
        (await GetAsync("/endless")).Problem.ShouldNotBeNull().ShouldContain("larger than 1 MB");
        (await GetAsync("/slow")).Problem.ShouldBe("no whole answer within 2 s");
    }

    [Fact]
    public async Task A_packed_answer_is_bounded_unpacked()
    {
        _site.Answer("/bomb", async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(Samples.Gzip(new byte[8 << 20]));
        });

        (await GetAsync("/bomb")).Problem.ShouldNotBeNull().ShouldContain("larger than 1 MB");
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_waited_for()
    {
        var times = 0;
        _site.Answer("/busy", async context =>
        {
            if (times++ == 0)
            {
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "40";
                return;
            }

            await context.Response.WriteAsync("words");
        });

        (await GetAsync("/busy")).Problem.ShouldBeNull();

        _time.Waits.ShouldBe([TimeSpan.FromSeconds(40)]);
    }

    [Fact]
    public async Task Requests_to_one_server_are_set_apart()
    {
        _site.Page("/a", "a");
        _site.Page("/b", "b");
        using var fetcher = Fetcher(TimeSpan.FromMilliseconds(300));

        await fetcher.GetAsync(new Uri(_site.Address + "/a"), null, null, CancellationToken.None);
        await fetcher.GetAsync(new Uri(_site.Address + "/b"), null, null, CancellationToken.None);

        // Between robots.txt and a page, and between two pages.
        _time.Waits.ShouldBe([TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300)]);
    }

    [Fact]
    public async Task Robots_that_can_not_be_read_close_the_site()
    {
        _site.Status("/robots.txt", 500);
        _site.Page("/page", "words");

        (await GetAsync("/page")).Problem.ShouldNotBeNull().ShouldContain("left alone");
    }

    [Fact]
    public async Task An_encoding_that_only_the_server_names_is_heeded()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        _site.Page("/page", Encoding.GetEncoding(1251).GetBytes("<p>Мойте руки.</p>"), "text/html; charset=windows-1251");

        Encoding.UTF8.GetString((await GetAsync("/page")).Bytes).ShouldContain("Мойте руки.");
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("ff02::1", false)]
    public void Public_addresses_are_told_from_others(string address, bool expected) => NetworkAddresses.IsPublic(IPAddress.Parse(address)).ShouldBe(expected);

    [Theory]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: ccgbot\nDisallow: /private", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: ccgbot\nDisallow: /private", "/private/x", false)]
    [InlineData("User-agent: a\nUser-agent: CcgBot\nDisallow: /x # why", "/x", false)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true)]
    [InlineData("User-agent: *\nDisallow: /a%20b", "/a b", false)]
    [InlineData("User-agent: *\nDisallow: /*/x/*/y", "/1/x/2/y/3", false)]
    [InlineData("\uFEFFUser-agent: *\r\nDisallow: /q?\r\n", "/q?a=1", false)]
    [InlineData("nonsense\n: :\nDisallow: /", "/a", true)]
    public void Robots_are_read_as_the_standard_says(string robots, string path, bool expected) =>
        RobotsRules.Parse(robots, "ccgbot").Allows(new Uri("https://example.org" + path)).ShouldBe(expected);

    private async Task<Fetched> GetAsync(string path)
    {
        using var fetcher = Fetcher(TimeSpan.Zero);
        return await fetcher.GetAsync(new Uri(path.StartsWith('/') ? _site.Address + path : path), null, null, CancellationToken.None);
    }

    private WebFetcher Fetcher(TimeSpan between) => new(
        new WebFetcherOptions(address => address.Equals(Outside), between, 1 << 20, TimeSpan.FromSeconds(2)),
        _time,
        (name, _) => Task.FromResult<IPAddress[]>([name.StartsWith("inside", StringComparison.Ordinal) ? IPAddress.Parse("127.0.0.2") : Outside]));
}
