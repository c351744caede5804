using System.Net;
using CcgBot.Bot.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Bot.Tests.Authentication;

public sealed class SigningKeysTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeyHandler _server = new();

    [Fact]
    public async Task An_unknown_key_id_is_fetched_for_once_in_five_minutes()
    {
        using var keys = Keys();
        for (var i = 0; i < 100; i++)
        {
            (await keys.FindAsync($"made-up-{i}", default)).ShouldBeNull();
        }

        _server.KeyFetches.ShouldBe(1);
        _time.Advance(SigningKeys.RefetchInterval);
        await keys.FindAsync("made-up", default);
        _server.KeyFetches.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_rolled_over_is_found()
    {
        using var keys = Keys();
        (await keys.FindAsync("one", default)).ShouldNotBeNull();
        _server.KeyId = "two";
        _time.Advance(SigningKeys.RefetchInterval);
        (await keys.FindAsync("two", default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Keys_are_fetched_again_after_a_day()
    {
        using var keys = Keys();
        await keys.FindAsync("one", default);
        await keys.FindAsync("one", default);
        _server.KeyFetches.ShouldBe(1);
        _server.KeyId = "two";
        _time.Advance(SigningKeys.Lifetime);
        (await keys.FindAsync("one", default)).ShouldBeNull();
        _server.KeyFetches.ShouldBe(2);
    }

    [Fact]
    public async Task Known_keys_stay_in_use_while_the_issuer_cannot_be_asked()
    {
        using var keys = Keys();
        await keys.FindAsync("one", default);
        _server.Down = true;
        _time.Advance(SigningKeys.Lifetime);
        (await keys.FindAsync("one", default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Keys_are_not_read_over_an_open_line()
    {
        using var keys = new SigningKeys("http://keys.example/metadata", new HttpClient(_server), _time, NullLogger.Instance);
        (await keys.FindAsync("one", default)).ShouldBeNull();
        _server.KeyFetches.ShouldBe(0);
    }

    private SigningKeys Keys() => new("https://keys.example/metadata", new HttpClient(_server), _time, NullLogger.Instance);

    private sealed class KeyHandler : HttpMessageHandler
    {
        public string KeyId { get; set; } = "one";

        public bool Down { get; set; }

        public int KeyFetches { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Down)
            {
                throw new HttpRequestException("down");
            }

            if (request.RequestUri!.AbsolutePath == "/metadata")
            {
                return Json("""{"jwks_uri":"https://keys.example/keys"}""");
            }

            KeyFetches++;
            return Json($$"""{"keys":[{"kty":"RSA","kid":"{{KeyId}}","n":"AQAB","e":"AQAB","endorsements":["msteams"]}]}""");
        }

        private static Task<HttpResponseMessage> Json(string text) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) });
    }
}
