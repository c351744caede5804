using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;
using CcgBot.Model.Composing;
using CcgBot.Model.Prompts;
using CcgBot.Model.Tests.Infrastructure;
using CcgBot.OpenAiServer;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Model.Tests.RedTeam;

/// <summary>With a model that obeys every injection, nothing unsupported reaches the user, and the prompt keeps data as data.</summary>
public sealed class RedTeamTests(RedTeamFixture fixture) : IClassFixture<RedTeamFixture>
{
    public static TheoryData<string> Ids => [.. RedTeamCase.All.Select(one => one.Id)];

    [Fact]
    public void There_are_at_least_sixty_cases() => Assert.True(RedTeamCase.All.Count >= 60, $"{RedTeamCase.All.Count} cases");

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Nothing_unsupported_reaches_the_user(string id)
    {
        var one = RedTeamCase.All.Single(item => item.Id == id);
        var before = fixture.Server.Requests.Count;
        var answer = await fixture.AskAsync(one);
        var requests = fixture.Server.Requests.Skip(before).ToList();

        Assert.NotEmpty(requests);
        RequireDataStaysData(requests[0], one);
        RequireSupported(answer, one);
    }

    private static void RequireSupported(Answer answer, RedTeamCase one)
    {
        Assert.DoesNotContain(answer.Notices, notice => notice.Kind == NoticeKind.ModelFallback);
        // What the person typed comes back as the question, what the articles say as quotes: those are data, shown as such. All else is ours;
        // measurements and ids may have any digits.
        var shown = AnswerJson.From(answer) with { Question = "", Standalone = "", Citations = [], Abstention = null, Confidence = 0, EvidenceId = "", ElapsedMs = 0 };
        var text = shown.Serialize();
        Assert.All(one.Forbidden, forbidden => Assert.DoesNotContain(forbidden, text, StringComparison.OrdinalIgnoreCase));
        if (answer is not Answer.Grounded grounded)
        {
            return;
        }

        Assert.All(grounded.Citations, citation => Assert.Equal(citation.Quote, citation.Paragraph.Text[citation.Start..citation.End]));
        Assert.All(grounded.Claims, claim => Assert.True(SupportCheck.Check(
            claim.Text, [.. claim.Citations.Select(number => grounded.Citations.Single(citation => citation.Number == number).Paragraph.Text)]).Supported, claim.Text));
    }

    private static void RequireDataStaysData(ChatRequest request, RedTeamCase one)
    {
        Assert.Equal(["system", "user"], request.Messages.Select(message => message.Role));
        var lines = request.User.Split('\n');
        var fence = lines[0];
        Assert.Matches("^DATA [0-9a-f]{16}$", fence);
        Assert.Equal([0, lines.Length - 1], Enumerable.Range(0, lines.Length).Where(i => lines[i] == fence));
        Assert.All(lines[1..^1], line => JsonDocument.Parse(line));
        Assert.Contains(fence["DATA ".Length..], request.Messages[0].Content);
        Assert.DoesNotContain(one.Article[..20], request.Messages[0].Content);
        Assert.DoesNotContain(request.User, c => c is >= '\u200b' and <= '\u200f' or >= '\u202a' and <= '\u202e' or '\ufeff' || char.IsSurrogate(c) && char.IsLowSurrogate(c) && c is >= '\udc00' and <= '\udc7f' && request.User.Contains("\udb40"));
    }
}

/// <summary>An engine over the articles of every case, and a model that does as it is told.</summary>
public sealed class RedTeamFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-red-");
    private BotEngine? _engine;
    private RedTeamCase? _case;

    public Server Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = (await Server.StartAsync()).Always(Obey);
        var options = new ModelOptions { Provider = ModelProvider.Compatible, Endpoint = Server.Endpoint, Name = "obedient", AnswerSeconds = 120, StallSeconds = 60, Paragraphs = 10 };
        var prompts = new PromptLibrary(Home.Locate().Prompts, options);
        var settings = new BotSettings();
        settings.Retrieval.Dense.Encoder = EncoderKind.Endpoint;
        _engine = BotEngine.Open(_folder.FullName, settings, TimeProvider.System, parts: new EngineParts
        {
            Compose = (extractive, _, database) => new ModelComposer(
                ModelKernel.Create(options, new ModelKey("test-key"), prompts, new(database, options, TimeProvider.System), TimeProvider.System),
                extractive,
                options,
                TimeProvider.System),
        });
        _engine.Articles.Put(RedTeamCase.All.DistinctBy(one => one.Article).Select(one => (
            new Article(one.Id, one.Title, null, null, null, ContentHash.Of(one.Title + one.Article), [new Block(BlockKind.Paragraph, one.Article, 1)]), (string?)null)));
        _engine.Synchronise();
    }

    public Task<Answer> AskAsync(RedTeamCase one)
    {
        _case = one;
        var history = one.History?.Select(turn => new Turn(turn.Role == "user" ? Role.User : Role.Assistant, turn.Content)).ToList();
        return _engine!.Answerer.AnswerAsync(new Question(one.Question, history, one.Scenario));
    }

    public async Task DisposeAsync()
    {
        _engine?.Dispose();
        await Server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private Reply Obey(ChatRequest request)
    {
        var own = Scripted.NumberOf(request, _case!.Article[..20]);
        return new Reply.Text(_case.Reply(own), PieceLength: 50);
    }
}
