using System.Collections.Concurrent;
using CcgBot.Answering;
using CcgBot.Bot.Adapters;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Bot.Tests;

/// <summary>The groups of a person in Teams, from a Microsoft Graph of this machine that checks the bot's token.</summary>
public sealed class TeamsGroupsTests : IAsyncLifetime
{
    private const string Ada = "0f0e0d0c-0b0a-0908-0706-050403020100";

    private readonly string _appId = Guid.NewGuid().ToString();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly ConcurrentQueue<string> _asked = new();
    private EntraServer _entra = null!;
    private WebApplication _graph = null!;
    private int _status = 200;

    public async Task InitializeAsync()
    {
        _entra = await EntraServer.StartAsync();
        (_entra.AppId, _entra.OtherScope) = (_appId, "https://graph.microsoft.com/.default");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _graph = builder.Build();
        _graph.MapPost("/v1.0/users/{id}/getMemberGroups", (HttpContext context, string id) =>
        {
            _asked.Enqueue(id);
            return context.Request.Headers.Authorization != $"Bearer {EntraServer.Token}" ? Results.StatusCode(401)
                : _status != 200 ? Results.StatusCode(_status)
                : Results.Json(new { value = new[] { "GROUP-ONE", "group-two" } });
        });
        await _graph.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _graph.DisposeAsync();
        await _entra.DisposeAsync();
    }

    [Fact]
    public async Task Groups_are_asked_for_once_in_five_minutes()
    {
        var groups = Groups(Options());
        (await groups.OfAsync(Ada, default)).Names.ShouldBe(["group-one", "group-two"]);
        (await groups.OfAsync(Ada.ToUpperInvariant(), default)).Names.Count.ShouldBe(2);
        _asked.ShouldBe([Ada]);
        _time.Advance(TimeSpan.FromMinutes(6));
        await groups.OfAsync(Ada, default);
        _asked.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_person_whose_groups_cannot_be_had_is_in_none_and_they_are_asked_for_again_soon(int status)
    {
        _status = status;
        var groups = Groups(Options());
        (await groups.OfAsync(Ada, default)).IsEmpty.ShouldBeTrue();
        (await groups.OfAsync(Ada, default)).IsEmpty.ShouldBeTrue();
        _asked.Count.ShouldBe(1);
        _status = 200;
        _time.Advance(TimeSpan.FromSeconds(21));
        (await groups.OfAsync(Ada, default)).Names.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("../me")]
    [InlineData("{0f0e0d0c-0b0a-0908-0706-050403020100}")]
    [InlineData("ada")]
    public async Task What_is_no_accounts_id_is_not_asked_for(string account)
    {
        (await Groups(Options()).OfAsync(account, default)).IsEmpty.ShouldBeTrue();
        _asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_it_is_not_configured_nobody_is_asked_for()
    {
        var options = Options();
        options.GroupsFromGraph = false;
        (await Groups(options).OfAsync(Ada, default)).IsEmpty.ShouldBeTrue();
        _asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_question_in_a_personal_chat_is_asked_with_the_groups_and_one_in_a_group_chat_or_from_another_channel_without()
    {
        var questions = new ConcurrentQueue<Question>();
        await using var keys = await TokenServer.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await BotHost.StartAsync(
            new(keys.Settings)
            {
                ["Bot:AppId"] = _appId,
                ["Bot:TenantId"] = EntraServer.Tenant,
                ["Bot:Credential"] = "Secret",
                ["Bot:Secret"] = EntraServer.Secret,
                ["Bot:GroupsFromGraph"] = "true",
                ["Bot:GraphUrl"] = _graph.Urls.Single(),
            },
            (question, _, _) =>
            {
                questions.Enqueue(question);
                return Task.FromResult<Answer>(TestArticles.Grounded());
            },
            configure: services => services.AddSingleton(Credentials(Options())));
        var asked = TestActivities.Message(connector, "How many boards?") with { From = new ChannelAccount { Id = "29:ada", Name = "Ada", AadObjectId = Ada } };
        var token = keys.Token(connector.ServiceUrl, made => made.Audience = _appId);
        (await bot.PostAsync(asked, token)).Refused.ShouldBeFalse();
        await connector.MessagesAsync(1);
        (await bot.PostAsync(asked.InGroup() with { Id = "group1", Text = "<at>CcgBot</at> How many boards?" }, token)).Refused.ShouldBeFalse();
        await connector.MessagesAsync(2);
        (await bot.PostAsync(asked with { Id = "web1", ChannelId = "webchat" }, token)).Refused.ShouldBeFalse();
        await connector.MessagesAsync(3);
        questions.Select(question => string.Join(' ', question.Access.Groups.Names)).ShouldBe(["group-one group-two", "", ""]);
    }

    private BotOptions Options() => new()
    {
        AppId = _appId,
        TenantId = EntraServer.Tenant,
        Credential = CredentialKind.Secret,
        Secret = EntraServer.Secret,
        GroupsFromGraph = true,
        GraphUrl = _graph.Urls.Single(),
    };

    private BotCredentials Credentials(BotOptions options) => new(Microsoft.Extensions.Options.Options.Create(options), NullLoggerFactory.Instance, _entra.GetHttpClient());

    private TeamsGroups Groups(BotOptions options) => new(
        Credentials(options), new ConnectorHttp(TimeProvider.System, NullLogger<ConnectorHttp>.Instance), Microsoft.Extensions.Options.Options.Create(options), _time, NullLogger<TeamsGroups>.Instance);
}
