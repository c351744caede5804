using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.DirectLine;

/// <summary>Direct Line 3.0 as it is specified (directline-3.0.json), over HTTP.</summary>
[Collection(SiteCollection.Name)]
public sealed class DirectLineTests(SiteFixture site)
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";

    [Fact]
    public async Task A_secret_generates_a_token_for_one_conversation_and_one_user()
    {
        var token = await OkAsync(HttpMethod.Post, "tokens/generate", SiteFixture.Secret, new { user = new { id = "dl_ada", name = "Ada" } });

        Assert.Equal(1800, token.GetProperty("expires_in").GetInt32());
        Assert.NotEmpty(token.GetProperty("conversationId").GetString()!);
        Assert.Equal(3, token.GetProperty("token").GetString()!.Split('.').Length);
        Assert.Equal(3, token.EnumerateObject().Count());
    }

    [Fact]
    public async Task A_conversation_is_new_once_and_then_there()
    {
        var token = await TokenAsync();
        var (created, first) = await SendAsync(HttpMethod.Post, "conversations", token);
        var (again, second) = await SendAsync(HttpMethod.Post, "conversations", token);

        Assert.Equal(HttpStatusCode.Created, created);
        Assert.Equal(HttpStatusCode.OK, again);
        Assert.Equal(first.GetProperty("conversationId").GetString(), second.GetProperty("conversationId").GetString());
        foreach (var name in (string[])["conversationId", "token", "expires_in", "streamUrl"])
        {
            Assert.True(first.TryGetProperty(name, out _), name);
        }
    }

    [Fact]
    public async Task A_secret_starts_a_conversation_by_itself()
    {
        var (status, started) = await SendAsync(HttpMethod.Post, "conversations", SiteFixture.Secret, new { user = new { id = "dl_ada" }, locale = "en-GB" });

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "tokens/refresh", started.GetProperty("token").GetString()!)).Status);
    }

    [Fact]
    public async Task A_question_is_answered_and_polled_with_a_watermark()
    {
        var (token, id) = await StartAsync();
        var posted = await OkAsync(HttpMethod.Post, $"conversations/{id}/activities", token, Message(Question));
        Assert.StartsWith($"{id}|", posted.GetProperty("id").GetString(), StringComparison.Ordinal);

        var (answer, watermark) = await AnswerAsync(token, id, posted.GetProperty("id").GetString()!);
        Assert.Contains("eight", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("directline", answer.GetProperty("channelId").GetString());
        Assert.Equal(id, answer.GetProperty("conversation").GetProperty("id").GetString());
        Assert.Equal("bot", answer.GetProperty("from").GetProperty("role").GetString());

        var rest = await OkAsync(HttpMethod.Get, $"conversations/{id}/activities?watermark={watermark}", token);
        Assert.Empty(rest.GetProperty("activities").EnumerateArray());
        Assert.Equal(watermark, rest.GetProperty("watermark").GetString());
    }

    [Fact]
    public async Task Web_chat_gets_definitions_whose_addresses_are_those_of_the_claims()
    {
        var (token, id) = await StartAsync();
        var posted = await OkAsync(HttpMethod.Post, $"conversations/{id}/activities", token, Message(Question));
        var (answer, _) = await AnswerAsync(token, id, posted.GetProperty("id").GetString()!);

        var entity = answer.GetProperty("entities").EnumerateArray().Single(each => each.GetProperty("type").GetString() == "https://schema.org/Message");
        var claims = entity.GetProperty("citation").EnumerateArray().ToList();
        Assert.NotEmpty(claims);
        foreach (var claim in claims)
        {
            var url = claim.GetProperty("appearance").GetProperty("url").GetString();
            Assert.StartsWith(site.Address.ToString(), url, StringComparison.Ordinal);
            Assert.Contains($"[{claim.GetProperty("position").GetInt32()}]: {url} \"", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_the_client_says_it_is_the_tokens_user_speaks()
    {
        var (token, id) = await StartAsync("dl_ada");
        await OkAsync(HttpMethod.Post, $"conversations/{id}/activities", token, new
        {
            type = "message",
            text = "help",
            from = new { id = "dl_mallory", role = "bot" },
            conversation = new { id = "another" },
            channelId = "msteams",
            id = "chosen",
            serviceUrl = "https://evil.example",
            channelData = new { clientActivityID = "c1" },
            somethingNew = 7,
        });

        var echo = (await OkAsync(HttpMethod.Get, $"conversations/{id}/activities", token)).GetProperty("activities").EnumerateArray()
            .Single(activity => activity.TryGetProperty("text", out var text) && text.GetString() == "help");
        Assert.Equal("dl_ada", echo.GetProperty("from").GetProperty("id").GetString());
        Assert.Equal("user", echo.GetProperty("from").GetProperty("role").GetString());
        Assert.Equal("directline", echo.GetProperty("channelId").GetString());
        Assert.Equal(id, echo.GetProperty("conversation").GetProperty("id").GetString());
        Assert.False(echo.TryGetProperty("serviceUrl", out _));
        Assert.Equal("c1", echo.GetProperty("channelData").GetProperty("clientActivityID").GetString());
        Assert.Equal(7, echo.GetProperty("somethingNew").GetInt32());
    }

    [Fact]
    public async Task What_people_type_is_masked_before_it_is_stored_or_echoed_and_they_are_told()
    {
        var (token, id) = await StartAsync();
        var posted = await OkAsync(HttpMethod.Post, $"conversations/{id}/activities", token, new
        {
            type = "message",
            from = new { id = "me" },
            text = "My NHS number is 943 476 5919. Who led the research?",
            value = new { note = "write to jo@nhs.net", number = 9434765919 },
            channelData = new { clientActivityID = "9434765919", note = "07700 900123" },
            somethingNew = "SW1A 1AA",
        });

        var (answer, _) = await AnswerAsync(token, id, posted.GetProperty("id").GetString()!);
        Assert.Contains("an NHS number, masked", answer.GetProperty("text").GetString(), StringComparison.Ordinal);

        var transcript = await OkAsync(HttpMethod.Get, $"conversations/{id}/activities", token);
        var echo = transcript.GetProperty("activities").EnumerateArray().Single(each => each.GetProperty("id").GetString() == posted.GetProperty("id").GetString());
        Assert.Equal("My NHS number is •••. Who led the research?", echo.GetProperty("text").GetString());
        Assert.Equal("9434765919", echo.GetProperty("channelData").GetProperty("clientActivityID").GetString());
        foreach (var typed in (string[])["943 476 5919", "jo@nhs.net", "07700 900123", "SW1A 1AA", "\"number\":9434765919"])
        {
            Assert.DoesNotContain(typed, transcript.GetRawText(), StringComparison.Ordinal);
        }

        // Not in any table of the store either.
        using var connection = new Storage.Database(Path.Combine(site.HomePath, "index", "ccgbot.db")).Open();
        Assert.Equal(0, Storage.ConnectionExtensions.Scalar<long>(connection,
            "SELECT (SELECT count(*) FROM directline_activity WHERE activity LIKE '%943 476 5919%') + (SELECT count(*) FROM exchange WHERE question LIKE '%943 476 5919%') + (SELECT count(*) FROM evidence_payload WHERE payload LIKE '%943 476 5919%')"));
    }

    [Fact]
    public async Task The_stream_brings_what_was_missed_and_then_what_comes()
    {
        var (token, id) = await StartAsync();
        await OkAsync(HttpMethod.Post, $"conversations/{id}/activities", token, Message("help"));
        var again = await OkAsync(HttpMethod.Get, $"conversations/{id}?watermark=0", token);

        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(again.GetProperty("streamUrl").GetString()!), CancellationToken.None);
        var posted = await OkAsync(HttpMethod.Post, $"conversations/{id}/activities", token, Message(Question));
        var seen = new List<string>();
        var watermark = "";
        while (!seen.Any(json => json.Contains($"\"replyToId\":\"{posted.GetProperty("id").GetString()}\"", StringComparison.Ordinal)))
        {
            var frame = await FrameAsync(socket);
            seen.AddRange(frame.GetProperty("activities").EnumerateArray().Select(activity => activity.GetRawText()));
            watermark = frame.TryGetProperty("watermark", out var mark) ? mark.GetString()! : watermark;
        }

        Assert.Contains(seen, json => json.Contains("\"text\":\"help\"", StringComparison.Ordinal));
        Assert.Equal(seen.Count, seen.Distinct().Count());
        var all = (await OkAsync(HttpMethod.Get, $"conversations/{id}/activities", token)).GetProperty("activities").GetArrayLength();
        Assert.True(long.Parse(watermark, System.Globalization.CultureInfo.InvariantCulture) <= all);
    }

    [Fact]
    public async Task A_stream_address_opens_its_own_conversation_only()
    {
        var (token, id) = await StartAsync();
        var (_, other) = await StartAsync();
        var stream = (await OkAsync(HttpMethod.Get, $"conversations/{id}", token)).GetProperty("streamUrl").GetString()!;

        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(stream.Replace(id, other, StringComparison.Ordinal)), CancellationToken.None));
        using var bearer = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(
            () => bearer.ConnectAsync(new Uri($"{stream.Split('?')[0]}?watermark=-&t={token}"), CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_token_or_with_a_wrong_one_nothing_opens()
    {
        var (token, id) = await StartAsync();
        var (foreign, _) = await StartAsync();
        Assert.Equal((401, "MissingProperty"), await ErrorAsync(HttpMethod.Get, $"conversations/{id}/activities", null));
        Assert.Equal((403, "BadArgument"), await ErrorAsync(HttpMethod.Get, $"conversations/{id}/activities", "nonsense"));
        Assert.Equal((403, "BadArgument"), await ErrorAsync(HttpMethod.Get, $"conversations/{id}/activities", token[..^4] + "AAAA"));
        Assert.Equal((403, "BadArgument"), await ErrorAsync(HttpMethod.Get, $"conversations/{id}/activities", foreign));
        Assert.Equal((403, "BadArgument"), await ErrorAsync(HttpMethod.Post, "tokens/generate", token));
        Assert.Equal((403, "BadArgument"), await ErrorAsync(HttpMethod.Post, "tokens/generate", SiteFixture.Secret + "x"));
        // {"alg":"none"}
        var unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + token.Split('.')[1] + ".";
        Assert.Equal((403, "BadArgument"), await ErrorAsync(HttpMethod.Get, $"conversations/{id}/activities", unsigned));
    }

    [Fact]
    public async Task A_token_is_refused_to_pages_of_untrusted_origins()
    {
        var token = (await OkAsync(HttpMethod.Post, "tokens/generate", SiteFixture.Secret, new { trustedOrigins = (string[])["https://www.example.org"] })).GetProperty("token").GetString()!;

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Post, "conversations", token, origin: "https://www.example.org")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Post, "conversations", token, origin: "https://evil.example")).Status);
    }

    [Fact]
    public async Task Bad_requests_are_answered_in_the_specified_form()
    {
        var (token, id) = await StartAsync();
        var activities = $"conversations/{id}/activities";
        Assert.Equal((400, "BadArgument"), await ErrorAsync(HttpMethod.Post, "tokens/generate", SiteFixture.Secret, new { user = new { id = "ada" } }));
        Assert.Equal((400, "MissingProperty"), await ErrorAsync(HttpMethod.Post, activities, token));
        Assert.Equal((400, "MissingProperty"), await ErrorAsync(HttpMethod.Post, activities, token, new { text = "no type" }));
        Assert.Equal((400, "MalformedData"), await ErrorAsync(HttpMethod.Post, activities, token, new { type = 7 }));
        Assert.Equal((400, "InvalidActivity"), await ErrorAsync(HttpMethod.Post, activities, token, new { type = "conversationUpdate" }));
        Assert.Equal((400, "MissingProperty"), await ErrorAsync(HttpMethod.Post, activities, SiteFixture.Secret, new { type = "message", text = "from nobody" }));
        Assert.Equal((413, "BadArgument"), await ErrorAsync(HttpMethod.Post, activities, token, Message(new string('x', 300_000))));
        Assert.Equal((400, "BadArgument"), await ErrorAsync(HttpMethod.Get, activities + "?watermark=abc", token));
        Assert.Equal((404, "NotFound"), await ErrorAsync(HttpMethod.Get, "conversations/unknown/activities", SiteFixture.Secret));
        Assert.Equal((415, "BadArgument"), await ErrorAsync(HttpMethod.Post, $"conversations/{id}/upload?userId=dl_x", token, new { }));
        Assert.Equal((404, "NotFound"), await ErrorAsync(HttpMethod.Get, "nothing/of/that/name", token));
        Assert.Equal((400, "BadArgument"), await ErrorAsync(HttpMethod.Get, $"conversations/{id}/stream?t=" + StreamToken(await OkAsync(HttpMethod.Get, $"conversations/{id}", token)), null));
    }

    [Fact]
    public async Task A_conversation_not_started_takes_nothing()
    {
        var (token, id) = await NewAsync();
        Assert.Equal((404, "NotFound"), await ErrorAsync(HttpMethod.Post, $"conversations/{id}/activities", token, Message("x")));
        Assert.Equal((404, "NotFound"), await ErrorAsync(HttpMethod.Get, $"conversations/{id}", token));
    }

    [Fact]
    public async Task Too_many_posts_get_429_with_retry_after_and_a_secret_is_not_limited()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home, new Dictionary<string, string>
        {
            ["DirectLine:PostsPerMinute"] = "2",
            ["DirectLine:StartsPerMinute"] = "3",
            ["DirectLine:Secrets:0"] = SiteFixture.Secret,
        });
        var token = (await (await host.Http.PostAsync("/chat/token", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        using var started = await SendAsync(host.Http, HttpMethod.Post, "conversations", token, null, null);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conversationId").GetString();
        for (var i = 0; i < 2; i++)
        {
            using var taken = await SendAsync(host.Http, HttpMethod.Post, $"conversations/{id}/activities", token, Message("help"), null);
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        using var refused = await SendAsync(host.Http, HttpMethod.Post, $"conversations/{id}/activities", token, Message("help"), null);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        using var server = await SendAsync(host.Http, HttpMethod.Post, $"conversations/{id}/activities", SiteFixture.Secret, Message("help"), null);
        Assert.Equal(HttpStatusCode.OK, server.StatusCode);

        using var last = await host.Http.PostAsync("/chat/token", null);
        using var beyond = await host.Http.PostAsync("/chat/token", null);
        Assert.Equal(HttpStatusCode.TooManyRequests, beyond.StatusCode);
    }

    [Fact]
    public async Task A_browser_comes_back_to_its_conversation_with_what_it_was_given_for_that_alone()
    {
        var given = await (await site.Http.PostAsync("/chat/token", null)).Content.ReadFromJsonAsync<JsonElement>();
        var (token, resume, id) = (given.GetProperty("token").GetString()!, given.GetProperty("resume").GetString()!, given.GetProperty("conversationId").GetString());
        using var early = await ResumeAsync(site.Http, resume);
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        using var started = await SendAsync(site.Http, HttpMethod.Post, "conversations", token, null, null);

        using var resumed = await ResumeAsync(site.Http, resume);
        Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        var again = await resumed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(id, again.GetProperty("conversationId").GetString());
        Assert.Equal(given.GetProperty("userId").GetString(), again.GetProperty("userId").GetString());
        using var found = await SendAsync(site.Http, HttpMethod.Get, $"conversations/{id}/activities", again.GetProperty("token").GetString(), null, null);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);

        // It is no token, a token is not it, and another site's page may not use it.
        using var asToken = await SendAsync(site.Http, HttpMethod.Get, $"conversations/{id}/activities", resume, null, null);
        Assert.Equal(HttpStatusCode.Forbidden, asToken.StatusCode);
        using var byToken = await ResumeAsync(site.Http, token);
        using var byNothing = await ResumeAsync(site.Http, null);
        using var elsewhere = await ResumeAsync(site.Http, resume, ("Origin", "https://www.example.org"));
        Assert.All([byToken, byNothing, elsewhere], refused => Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode));
    }

    [Fact]
    public async Task A_signed_in_persons_conversation_is_resumed_by_them_alone()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home, new Dictionary<string, string> { ["Web:OperatorKey"] = SiteFixture.OperatorKey });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/token");
        request.Headers.Add("X-Operator-Key", SiteFixture.OperatorKey);
        using var answer = await host.Http.SendAsync(request);
        var given = await answer.Content.ReadFromJsonAsync<JsonElement>();
        using var started = await SendAsync(host.Http, HttpMethod.Post, "conversations", given.GetProperty("token").GetString(), null, null);
        var resume = given.GetProperty("resume").GetString();

        using var another = await ResumeAsync(host.Http, resume);
        Assert.Equal(HttpStatusCode.Forbidden, another.StatusCode);
        using var same = await ResumeAsync(host.Http, resume, ("X-Operator-Key", SiteFixture.OperatorKey));
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
    }

    [Fact]
    public async Task Pages_of_other_sites_may_call_with_a_token_and_may_not_get_one()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v3/directline/conversations");
        preflight.Headers.Add("Origin", "https://www.example.org");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-ms-bot-agent");
        using var allowed = await site.Http.SendAsync(preflight);
        Assert.Equal("*", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());

        using var token = new HttpRequestMessage(HttpMethod.Post, "/chat/token");
        token.Headers.Add("Origin", "https://evil.example");
        using var refused = await site.Http.SendAsync(token);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_restart_keeps_tokens_conversations_and_what_was_said_and_finishes_what_was_left_undone()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        var token = (await (await host.Http.PostAsync("/chat/token", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        using var started = await SendAsync(host.Http, HttpMethod.Post, "conversations", token, null, null);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conversationId").GetString()!;
        using (await SendAsync(host.Http, HttpMethod.Post, $"conversations/{id}/activities", token, Message("help"), null))
        {
        }

        await host.KillAsync();
        LeaveUndone(home, id, Question);
        await host.StartAsync();

        JsonElement activities;
        do
        {
            // At the pace of a polling client: faster runs into the host's own rate limit.
            await Task.Delay(TimeSpan.FromMilliseconds(250));
            using var polled = await SendAsync(host.Http, HttpMethod.Get, $"conversations/{id}/activities", token, null, null);
            activities = (await polled.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("activities").Clone();
        }
        while (!activities.EnumerateArray().Any(activity => activity.GetProperty("text").GetString()!.Contains("eight", StringComparison.Ordinal)));

        Assert.Contains(activities.EnumerateArray(), activity => activity.GetProperty("text").GetString() == "help");
        Assert.Single(activities.EnumerateArray(), activity => activity.TryGetProperty("replyToId", out var to) && to.GetString() == $"{id}|0000099");
    }

    [Fact]
    public async Task The_signing_keys_lie_outside_the_store_and_a_copy_of_the_store_makes_no_tokens()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home, new Dictionary<string, string> { ["CCGBOT_KEYS"] = Path.Combine(home.Path, "keys") });
        using (await host.Http.PostAsync("/chat/token", null))
        {
        }

        var keys = Directory.GetFiles(home.Path, "*.directline.keys", SearchOption.AllDirectories).Single();
        Assert.DoesNotContain(home.Index, keys, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keys));
        }

        var hex = File.ReadAllText(keys).Trim().Split(' ')[1];
        var key = Convert.ToBase64String(Convert.FromHexString(hex));
        foreach (var file in Directory.GetFiles(home.Index, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain(hex, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_of_the_key_before_is_honoured_and_one_of_a_key_from_the_store_is_not()
    {
        using var home = new BotHome();
        var settings = new Dictionary<string, string> { ["DirectLine:Secrets:0"] = SiteFixture.Secret, ["CCGBOT_KEYS"] = Path.Combine(home.Path, "keys") };
        await using var host = await WebProcess.StartAsync(home, settings);
        using var made = await SendAsync(host.Http, HttpMethod.Post, "tokens/generate", SiteFixture.Secret, new { }, null);
        var before = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        await host.StopAsync();

        // The key is made older than its period, and a key of an earlier version is put into the store.
        var keys = Directory.GetFiles(home.Path, "*.directline.keys", SearchOption.AllDirectories).Single();
        File.WriteAllText(keys, "2020-01-01T00:00:00.000Z " + File.ReadAllText(keys).Trim().Split(' ')[1] + "\n");
        var old = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        using (var connection = new Storage.Database(Path.Combine(home.Index, "ccgbot.db")).Open())
        {
            Storage.ConnectionExtensions.Run(connection, "INSERT INTO meta(name, value) VALUES ('directline_key', $1)", Convert.ToBase64String(old));
        }

        await host.StartAsync();
        using var refreshed = await SendAsync(host.Http, HttpMethod.Post, "tokens/refresh", before, null, null);
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        Assert.Equal(2, File.ReadAllLines(keys).Length);
        var signed = $"{before.Split('.')[0]}.{before.Split('.')[1]}";
        var forged = signed + "." + System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.HMACSHA256.HashData(old, Encoding.ASCII.GetBytes(signed)));
        using var refused = await SendAsync(host.Http, HttpMethod.Post, "tokens/refresh", forged, null, null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var after = new Storage.Database(Path.Combine(home.Index, "ccgbot.db")).Open();
        Assert.Equal(0, Storage.ConnectionExtensions.Scalar<long>(after, "SELECT count(*) FROM meta WHERE name = 'directline_key'"));
    }

    [Fact]
    public async Task A_conversation_goes_on_when_the_store_fails_at_the_end_of_a_turn()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        var token = (await (await host.Http.PostAsync("/chat/token", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        using var started = await SendAsync(host.Http, HttpMethod.Post, "conversations", token, null, null);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conversationId").GetString()!;
        using (var connection = new Storage.Database(Path.Combine(home.Index, "ccgbot.db")).Open())
        {
            Storage.ConnectionExtensions.Run(
                connection, "CREATE TRIGGER broken BEFORE UPDATE OF pending ON directline_activity BEGIN SELECT RAISE(FAIL, 'broken on purpose'); END");
        }

        for (var i = 0; i < 3; i++)
        {
            using var posted = await SendAsync(host.Http, HttpMethod.Post, $"conversations/{id}/activities", token, Message("help"), null);
            Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        }

        using var polled = await SendAsync(host.Http, HttpMethod.Get, $"conversations/{id}/activities", token, null, null);
        var activities = (await polled.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("activities");
        Assert.Equal(3, activities.EnumerateArray().Count(activity => activity.GetProperty("text").GetString()!.Contains("start over", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_fails_in_the_background_does_not_stop_the_host()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        await host.KillAsync();
        using (var connection = new Storage.Database(Path.Combine(home.Index, "ccgbot.db")).Open())
        {
            // What no process can take up, and what none can remove.
            Storage.ConnectionExtensions.Run(connection, "INSERT INTO directline_conversation(id, user, site, seen) VALUES ('c', 'dl_x', 'http://x', '2020-01-01T00:00:00.000Z')");
            Storage.ConnectionExtensions.Run(connection, "INSERT INTO directline_activity(conversation, number, activity, pending) VALUES ('c', 1, 'no JSON', 1)");
            Storage.ConnectionExtensions.Run(connection, "CREATE TRIGGER broken BEFORE DELETE ON directline_activity BEGIN SELECT RAISE(FAIL, 'broken on purpose'); END");
        }

        await host.StartAsync();
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!host.Output.Contains("Direct Line could not remove old conversations", StringComparison.Ordinal))
        {
            await Task.Delay(20, late.Token);
        }

        using var alive = await host.Http.PostAsync("/chat/token", null);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Theory]
    [InlineData("https://www.example.org", "https://www.example.org", true)]
    [InlineData("https://www.example.org", "https://evil.example", false)]
    [InlineData("https://www.example.org", null, true)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, null, true)]
    public async Task A_stream_address_opens_once_and_for_the_page_that_asked(string? asked, string? opens, bool opened)
    {
        var (token, id) = await StartAsync();
        var (_, conversation) = await SendAsync(HttpMethod.Get, $"conversations/{id}", token, origin: asked);
        var address = new Uri(conversation.GetProperty("streamUrl").GetString()!);
        Assert.Equal(opened, await OpensAsync(address, opens));
        Assert.False(opened && await OpensAsync(address, opens));
    }

    [Fact]
    public async Task A_stream_address_of_a_token_for_trusted_pages_opens_for_these_only()
    {
        var token = (await OkAsync(HttpMethod.Post, "tokens/generate", SiteFixture.Secret, new { trustedOrigins = (string[])["https://www.example.org"] })).GetProperty("token").GetString()!;
        var (_, first) = await SendAsync(HttpMethod.Post, "conversations", token);
        Assert.False(await OpensAsync(new Uri(first.GetProperty("streamUrl").GetString()!), "https://evil.example"));
        Assert.True(await OpensAsync(new Uri(first.GetProperty("streamUrl").GetString()!), "https://www.example.org"));
    }

    [Theory]
    [InlineData("tokens/generate", """{"trustedOrigins":[null]}""")]
    [InlineData("tokens/generate", """{"trustedOrigins":["nonsense"]}""")]
    [InlineData("tokens/generate", """{"trustedOrigins":"https://www.example.org"}""")]
    [InlineData("tokens/generate", """{"user":{"id":"dl_a","id":"dl_b"}}""")]
    [InlineData("tokens/generate", """{"\ud800":1}""")]
    [InlineData("tokens/generate", """{"user":{"id":7}}""")]
    [InlineData("tokens/generate", "[]")]
    [InlineData("conversations", """{"trustedOrigins":[null]}""")]
    [InlineData("conversations", """{"user":{"id":"ada"}}""")]
    [InlineData("conversations", """{"locale":"en","locale":"en"}""")]
    [InlineData("conversations/ID/activities", """{"type":"message","text":"a","text":"b","from":{"id":"x"}}""")]
    [InlineData("conversations/ID/activities", """{"type":"message","value":{"\udfff":1},"from":{"id":"x"}}""")]
    [InlineData("conversations/ID/activities", """{"type":"message","text":"\ud800","from":{"id":"x"}}""")]
    [InlineData("conversations/ID/activities", """{"type":"message","timestamp":"never","from":{"id":"x"}}""")]
    public async Task What_is_out_of_shape_is_refused_with_400(string path, string body)
    {
        var (_, id) = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/" + path.Replace("ID", id, StringComparison.Ordinal))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", SiteFixture.Secret) },
        };
        using var response = await site.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("message").GetString()!);
    }

    private static async Task<bool> OpensAsync(Uri stream, string? origin)
    {
        using var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(stream, CancellationToken.None);
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    /// <summary>The store as a process leaves it that is killed with a question taken and not yet answered.</summary>
    private static void LeaveUndone(BotHome home, string conversation, string text)
    {
        var database = new Storage.Database(Path.Combine(home.Index, "ccgbot.db"));
        using var connection = database.Open();
        var activity = JsonSerializer.Serialize(new
        {
            type = "message",
            id = $"{conversation}|0000099",
            channelId = "directline",
            from = new { id = "dl_x", role = "user" },
            conversation = new { id = conversation },
            text,
        });
        Storage.ConnectionExtensions.Run(
            connection, "INSERT INTO directline_activity(conversation, number, activity, pending) VALUES ($1, 99, $2, 1)", conversation, activity);
        Storage.ConnectionExtensions.Run(
            connection, "INSERT INTO delivery(activity, state, at) VALUES ($1, 'taken', '2026-01-01T00:00:00.000Z')", $"directline|{conversation}|{conversation}|0000099");
    }

    private static object Message(string text) => new { type = "message", from = new { id = "me" }, text };

    private static string StreamToken(JsonElement conversation) => conversation.GetProperty("streamUrl").GetString()!.Split("t=")[^1];

    private static async Task<JsonElement> FrameAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1 << 20];
        int count;
        do
        {
            // An empty frame keeps the connection open and means nothing.
            count = (await socket.ReceiveAsync(buffer, CancellationToken.None)).Count;
        }
        while (count == 0);

        return JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, count));
    }

    private async Task<(JsonElement Answer, string Watermark)> AnswerAsync(string token, string id, string question)
    {
        while (true)
        {
            var set = await OkAsync(HttpMethod.Get, $"conversations/{id}/activities", token);
            var answer = set.GetProperty("activities").EnumerateArray().FirstOrDefault(
                activity => activity.TryGetProperty("replyToId", out var to) && to.GetString() == question);
            if (answer.ValueKind == JsonValueKind.Object)
            {
                return (answer, set.GetProperty("watermark").GetString()!);
            }
        }
    }

    private async Task<(string Token, string Id)> NewAsync(string? user = null)
    {
        var token = await OkAsync(HttpMethod.Post, "tokens/generate", SiteFixture.Secret, user is null ? new { } : new { user = new { id = user } });
        return (token.GetProperty("token").GetString()!, token.GetProperty("conversationId").GetString()!);
    }

    private async Task<string> TokenAsync() => (await NewAsync()).Token;

    private async Task<(string Token, string Id)> StartAsync(string? user = null)
    {
        var (token, id) = await NewAsync(user);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Post, "conversations", token)).Status);
        return (token, id);
    }

    private async Task<JsonElement> OkAsync(HttpMethod method, string path, string bearer, object? body = null)
    {
        var (status, answer) = await SendAsync(method, path, bearer, body);
        Assert.True(status == HttpStatusCode.OK, $"{method} {path}: {status} {answer}");
        return answer;
    }

    private async Task<(int, string?)> ErrorAsync(HttpMethod method, string path, string? bearer, object? body = null)
    {
        var (status, answer) = await SendAsync(method, path, bearer, body);
        return ((int)status, answer.GetProperty("error").GetProperty("code").GetString());
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        HttpMethod method, string path, string? bearer, object? body = null, string? origin = null)
    {
        using var response = await SendAsync(site.Http, method, path, bearer, body, origin);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static async Task<HttpResponseMessage> ResumeAsync(HttpClient http, string? resume, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/resume");
        request.Headers.Authorization = resume is null ? null : new AuthenticationHeaderValue("Bearer", resume);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await http.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, string? bearer, object? body, string? origin)
    {
        using var request = new HttpRequestMessage(method, "/v3/directline/" + path);
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        return await http.SendAsync(request);
    }
}
