using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcgBot.Hosting;
using CcgBot.Model.Clients;
using CcgBot.Model.Prompts;
using CcgBot.Model.Tests.Infrastructure;
using CcgBot.OpenAiServer;
using CcgBot.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.AI;

namespace CcgBot.Model.Tests;

[Collection(SeedsCollection.Name)]
public sealed class ProviderTests(ModelFixture seeds)
{
    [Fact]
    public async Task A_compatible_server_is_asked_by_the_protocol()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text(Replies.Nothing));
        await bench.AskAsync("How many developing CCGs were studied?");
        var request = Assert.Single(bench.Server.Requests);
        Assert.True(request.Stream);
        Assert.Equal("scripted-model", request.Model);
        Assert.Equal(0, request.Body.GetProperty("temperature").GetDouble());
        Assert.Equal(1500, request.Body.GetProperty("max_completion_tokens").GetInt32());
        Assert.True(request.Body.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
        var schema = request.Body.GetProperty("response_format").GetProperty("json_schema");
        Assert.True(schema.GetProperty("strict").GetBoolean());
        Assert.Equal("array", schema.GetProperty("schema").GetProperty("properties").GetProperty("claims").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(StructuredOutput.Json, "json_object")]
    [InlineData(StructuredOutput.None, null)]
    public async Task A_server_without_schemas_is_asked_in_a_simpler_form(StructuredOutput form, string? type)
    {
        await using var bench = await ModelBench.StartAsync(seeds, options =>
        {
            options.StructuredOutput = form;
            options.Temperature = -1;
        });
        bench.Server.Then(new Reply.Text($"```json\n{Replies.Nothing}\n```"));
        await bench.AskAsync("How many developing CCGs were studied?");
        var body = Assert.Single(bench.Server.Requests).Body;
        Assert.Equal(type, body.TryGetProperty("response_format", out var format) ? format.GetProperty("type").GetString() : null);
        Assert.False(body.TryGetProperty("temperature", out _));
    }

    [Fact]
    public async Task Azure_with_a_key_is_asked_under_its_own_path()
    {
        await using var server = await Server.StartAsync("Bearer azure-key", "/openai/v1");
        server.Then(new Reply.Text(Replies.Nothing));
        var model = Kernel(new ModelOptions { Provider = ModelProvider.AzureOpenAI, Endpoint = server.Root, Name = "my-deployment" }, new ModelKey("azure-key"));
        Assert.Equal(Replies.Nothing, (await model.Chat.GetResponseAsync("hello")).Text);
        Assert.Equal("my-deployment", server.Requests[0].Model);
    }

    [Fact]
    public async Task Azure_with_an_identity_sends_its_token()
    {
        using var certificate = SelfSigned();
        await using var server = await Server.StartAsync("Bearer token-of-the-identity", "/openai/v1", listen => listen.UseHttps(certificate));
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString() },
        });
        server.Then(new Reply.Text(Replies.Nothing));
        var options = new ModelOptions { Provider = ModelProvider.AzureOpenAI, Endpoint = server.Root, Name = "my-deployment", AzureIdentity = true, Retries = 0 };
        var model = Kernel(options, null, http, new FixedToken());
        Assert.Equal(Replies.Nothing, (await model.Chat.GetResponseAsync("hello")).Text);
    }

    [Fact]
    public async Task Embeddings_come_from_the_same_service()
    {
        await using var server = await Server.StartAsync();
        var model = Kernel(new ModelOptions { Provider = ModelProvider.Compatible, Endpoint = server.Endpoint, Name = "m", EmbeddingName = "e" }, new ModelKey("test-key"));
        var vectors = await model.Embeddings!.GenerateAsync(["one", "two and more"]);
        Assert.Equal(2, vectors.Count);
        Assert.Equal(3, vectors[0].Vector.ToArray().Sum());
    }

    [Theory]
    [InlineData("Provider=OpenAI", "Model:Name")]
    [InlineData("Provider=Compatible;Name=m", "Model:Endpoint")]
    [InlineData("Provider=AzureOpenAI;Name=m", "https://RESOURCE.openai.azure.com")]
    [InlineData("Provider=Compatible;Name=m;Endpoint=localhost", "http or https")]
    [InlineData("Provider=Compatible;Name=m;Endpoint=http://me:secret@localhost/v1", "without a user name")]
    [InlineData("Provider=OpenAI;Name=m;DailyLimit=5", "Model:InputPrice")]
    [InlineData("Provider=Acme", "Acme")]
    [InlineData("Retries=99", "Model:Retries")]
    public void A_setting_that_can_not_be_is_named_at_start(string settings, string says)
    {
        var configuration = Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(
            new Microsoft.Extensions.Configuration.ConfigurationBuilder(),
            settings.Split(';').Select(pair => KeyValuePair.Create("Model:" + pair.Split('=', 2)[0], (string?)pair.Split('=', 2)[1]))).Build();
        var error = Assert.Throws<InvalidDataException>(() => ModelComposition.Options(configuration));
        Assert.Contains(says, error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    [Fact]
    public async Task Replies_are_recorded_and_replayed_by_hash_without_a_server()
    {
        var file = Path.Combine(seeds.Folder, $"replies-{Guid.NewGuid():N}.jsonl");
        await using var server = await Server.StartAsync();
        server.Then(new Reply.Text(Replies.Nothing));
        var recording = Kernel(new ModelOptions { Provider = ModelProvider.Compatible, Endpoint = server.Endpoint, Name = "m", RecordFile = file }, new ModelKey("test-key"));
        await recording.Chat.GetResponseAsync("hello");
        var replaying = Kernel(new ModelOptions { Provider = ModelProvider.Compatible, Endpoint = "http://127.0.0.1:9/v1", Name = "m", ReplayFile = file }, null);
        var again = await replaying.Chat.GetResponseAsync("hello");
        Assert.Equal((Replies.Nothing, 100L), (again.Text, again.Usage!.InputTokenCount));
        Assert.Equal(ModelFailure.NotRecorded, (await Assert.ThrowsAsync<ModelException>(() => replaying.Chat.GetResponseAsync("hello!"))).Failure);
        Assert.DoesNotContain("test-key", File.ReadAllText(file));
    }

    [Fact]
    public void A_damaged_recording_is_named_by_its_line()
    {
        var file = Path.Combine(seeds.Folder, "damaged.jsonl");
        File.WriteAllText(file, "{\"hash\":\"a\",\"text\":\"x\"}\nnot json\n");
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => new RecordedReplies(file)).Message);
    }

    private ModelKernel Kernel(ModelOptions options, ModelKey? key, HttpClient? http = null, AuthenticationTokenProvider? identity = null) => ModelKernel.Create(
        options,
        key,
        new PromptLibrary(Home.Locate().Prompts, options),
        new(new Database(Path.Combine(seeds.Folder, "spending.db")), options, TimeProvider.System),
        TimeProvider.System,
        http: http,
        identity: identity);

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private sealed class FixedToken : AuthenticationTokenProvider
    {
        public override GetTokenOptions CreateTokenOptions(IReadOnlyDictionary<string, object> properties) => new(properties);

        public override AuthenticationToken GetToken(GetTokenOptions options, CancellationToken cancellationToken) =>
            new("token-of-the-identity", "Bearer", DateTimeOffset.MaxValue);

        public override ValueTask<AuthenticationToken> GetTokenAsync(GetTokenOptions options, CancellationToken cancellationToken) => new(GetToken(options, cancellationToken));
    }
}
