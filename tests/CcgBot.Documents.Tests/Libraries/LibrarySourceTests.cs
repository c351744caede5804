using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Articles.Sources;
using CcgBot.Documents.Web;
using CcgBot.Hosting;

namespace CcgBot.Documents.Tests.Libraries;

/// <summary>A document library is kept in step by Microsoft Graph's delta query, against a server of ours that speaks it.</summary>
public sealed class LibrarySourceTests : IAsyncLifetime, IDisposable
{
    private const string Delta = $"/v1.0/drives/{GraphServer.Drive}/root/delta";

    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-library").FullName;
    private readonly HurriedTime _time = new();
    private readonly SourceOptions _options = new()
    {
        Library = new LibraryOptions { Site = "https://contoso.sharepoint.com/sites/guidance", Name = "Guidance", TenantId = GraphServer.Tenant, ClientId = GraphServer.Client, Secret = GraphServer.Secret },
    };

    private readonly BotEngine _engine;
    private readonly SourceSync _sync;
    private GraphServer _server = null!;

    public LibrarySourceTests()
    {
        var settings = new BotSettings();
        settings.Retrieval.Dense.Enabled = false;
        settings.Ingest.MaxDocumentMegabytes = 1;
        _engine = BotEngine.Open(Path.Combine(_folder, "index"), settings, TimeProvider.System, parts: new EngineParts { ReadDocument = Reading.Process.Read });
        _sync = new SourceSync(_engine, Reading.Process.Read, _time) { ToMicrosoft = () => _server.Handler() };
    }

    private LibraryOptions Library => _options.Library!;

    public async Task InitializeAsync()
    {
        _server = await GraphServer.StartAsync();
        _server.Folder("f1", "Clinical");
        _server.Folder("f2", "Published", "f1");
        _server.File("i1", "Burns.md", "# Burns\n\nCool the burn under the tap for twenty minutes.", "f2");
        _server.File("i2", "Ward.pdf", Samples.All["ward.pdf"], "f1");
        _server.File("i3", "Eyes.txt", "Eyes\n\nRinse the eye for ten minutes and call the ward.");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _engine.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_library_is_read_page_by_page_and_the_next_sync_asks_only_for_what_changed()
    {
        Counts(await SyncAsync()).ShouldBe((3, 0, 0, 0, 0));

        Ids().ShouldBe(["guidance/Burns", "guidance/Eyes", "guidance/Ward"]);
        var article = Article("guidance/Burns");
        (article.Title, article.Url).ShouldBe(("Burns", "https://contoso.sharepoint.com/sites/guidance/Guidance/Clinical/Published/Burns.md"));
        Asked(Delta).ShouldBe(3);
        new PageStore(_engine.Database).OriginalOf("guidance/Ward", Article("guidance/Ward").Version).ShouldNotBeNull();
        _engine.Index.LastChange.ShouldBe(_engine.Articles.LastChange());
        _server.Asked.Clear();

        _server.File("i1", "Burns.md", "# Burns\n\nCool the burn under the tap for thirty minutes.", "f2");
        _server.File("i4", "Falls.docx", Samples.All["fever.docx"], "f2");
        Counts(await SyncAsync()).ShouldBe((1, 1, 2, 0, 0));
        Article("guidance/Burns").Texts().ShouldBe(["Cool the burn under the tap for thirty minutes."]);
        (Asked(Delta), _server.Asked.Count(asked => asked.Path.EndsWith("/content", StringComparison.Ordinal))).ShouldBe((1, 2));

        Counts(await SyncAsync()).ShouldBe((0, 0, 4, 0, 0));
    }

    [Fact]
    public async Task What_is_deleted_is_withdrawn_also_with_its_folder()
    {
        await SyncAsync();

        _server.Delete("i3");
        Counts(await SyncAsync()).ShouldBe((0, 0, 2, 1, 0));
        _server.Delete("f1");
        Counts(await SyncAsync()).ShouldBe((0, 0, 0, 2, 0));

        _engine.Articles.CountArticles().ShouldBe(0);
        Counts(await SyncAsync()).ShouldBe((0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_file_that_is_renamed_or_moved_stays_its_article()
    {
        await SyncAsync();

        _server.Move("i3", "Eye care.txt", "f1");
        Counts(await SyncAsync()).ShouldBe((0, 1, 2, 0, 0));
        Ids().ShouldBe(["guidance/Burns", "guidance/Eyes", "guidance/Ward"]);
        Article("guidance/Eyes").Url.ShouldBe("https://contoso.sharepoint.com/sites/guidance/Guidance/Clinical/Eye%20care.txt");

        // Of a folder with a new name the folder alone is told.
        _server.Move("f1", "Wards", "root");
        Counts(await SyncAsync()).ShouldBe((0, 3, 0, 0, 0));
        Article("guidance/Burns").Url.ShouldBe("https://contoso.sharepoint.com/sites/guidance/Guidance/Wards/Published/Burns.md");

        // Its old name is free for another file, its id is not.
        _server.File("i9", "Eyes.txt", "Eyes\n\nAnother leaflet on eyes, by somebody else.");
        Counts(await SyncAsync()).ShouldBe((1, 0, 3, 0, 0));
        Ids().ShouldBe(["guidance/Burns", "guidance/Eyes", "guidance/Eyes.txt", "guidance/Ward"]);
    }

    [Fact]
    public async Task Only_a_folder_is_read_where_one_is_named()
    {
        Library.Folder = "clinical/Published/";
        Counts(await SyncAsync()).ShouldBe((1, 0, 0, 0, 0));

        _server.Move("i3", "Eyes.txt", "f2");
        Counts(await SyncAsync()).ShouldBe((1, 0, 1, 0, 0));
        _server.Move("i1", "Burns.md", "f1");
        Counts(await SyncAsync()).ShouldBe((0, 0, 1, 1, 0));
        _server.Move("i1", "Burns.md", "f2");
        Counts(await SyncAsync()).ShouldBe((0, 1, 1, 0, 0));

        Library.Folder = "Clinical/Drafts";
        var sync = await SyncAsync();
        sync.Problems.ShouldHaveSingleItem().Reason.ShouldContain("no folder 'Clinical/Drafts'");
        Ids().ShouldBe(["guidance/Burns", "guidance/Eyes"]);
    }

    [Fact]
    public async Task A_library_that_is_too_busy_is_waited_for_as_long_as_it_asks()
    {
        _server.Instead(Delta, GraphServer.Busy(seconds: 7), GraphServer.Busy(503));
        _server.Instead("/download/i1", GraphServer.Busy(seconds: 11));

        Counts(await SyncAsync()).ShouldBe((3, 0, 0, 0, 0));

        _time.Waits.ShouldBe([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(11)]);
    }

    [Fact]
    public async Task What_can_not_be_had_now_is_read_by_the_next_sync()
    {
        _server.Instead($"/v1.0/drives/{GraphServer.Drive}/items/i3/content", GraphServer.Busy(seconds: 3_600));
        var sync = await SyncAsync();
        (sync.Failed, sync.Problems.ShouldHaveSingleItem().Item).ShouldBe((1, "Eyes.txt"));
        sync.Problems[0].Reason.ShouldContain("asks to wait 3600 s");
        _server.Asked.Clear();

        Counts(await SyncAsync()).ShouldBe((1, 0, 2, 0, 0));

        _server.Instead(Delta, [.. Enumerable.Repeat(GraphServer.Busy(503), 6)]);
        Counts(await SyncAsync()).ShouldBe((0, 0, 0, 0, 1));
        Ids().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_token_that_expires_is_renewed_and_one_that_is_refused_is_named()
    {
        // Between two files; the empty one that comes instead is no PDF.
        _server.Instead("/download/i2", _ => _server.TokensExpired = _server.TokensGiven);
        var sync = await SyncAsync();
        (sync.Added, sync.Failed, _server.TokensGiven).ShouldBe((2, 1, 2));

        _server.TokensExpired = int.MaxValue;
        sync = await SyncAsync();
        sync.Problems.ShouldHaveSingleItem().Reason.ShouldContain("401 InvalidAuthenticationToken");
        Ids().Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_app_that_can_not_sign_in_is_told_why_and_its_secret_to_nobody()
    {
        Library.Secret = "wrong~one";

        var reason = (await SyncAsync()).Problems.ShouldHaveSingleItem().Reason;

        reason.ShouldContain("AADSTS7000215");
        reason.ShouldContain("login.microsoftonline.com");
        reason.ShouldNotContain("wrong~one");
        _server.Asked.ShouldAllBe(asked => asked.Host == "login.microsoftonline.com");
    }

    [Fact]
    public async Task An_app_signs_in_with_a_certificate()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllBytes(Library.CertificatePath = Path.Combine(_folder, "app.pfx"), certificate.Export(X509ContentType.Pkcs12, "pw"));
        (Library.Secret, Library.CertificatePassword) = (null, "pw");
        Counts(await SyncAsync()).ShouldBe((3, 0, 0, 0, 0));

        Library.CertificatePassword = "other";
        (await SyncAsync()).Problems.ShouldHaveSingleItem().Reason.ShouldContain("identity can't be used");
    }

    [Fact]
    public async Task A_library_that_forgot_what_changed_is_listed_from_the_start()
    {
        await SyncAsync();
        _server.Delete("i3");
        _server.File("i4", "Falls.txt", "Falls\n\nCall the ward when somebody fell.");
        _server.Forgotten = 100;

        Counts(await SyncAsync()).ShouldBe((1, 0, 2, 1, 0));

        Ids().ShouldBe(["guidance/Burns", "guidance/Falls", "guidance/Ward"]);
    }

    [Fact]
    public async Task A_library_that_lists_nothing_at_once_keeps_its_articles()
    {
        await SyncAsync();
        foreach (var id in (string[])["f1", "i3"])
        {
            _server.Delete(id);
        }

        _server.Forgotten = 100;

        (await SyncAsync()).Problems.ShouldHaveSingleItem().Reason.ShouldContain("lists nothing");
        Ids().Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_not_read_is_named_in_each_record_and_not_fetched()
    {
        _server.File("p", "Plan.png", new byte[10]);
        _server.File("n", "README", "words");
        _server.Notebook("o", "Minutes");
        _server.File("l", "Large.pdf", new byte[(1 << 20) + 1]);
        _server.File("b", "Cut.docx", "PK");
        (string, string)[] problems =
        [
            ("Cut.docx", "damaged"), ("Large.pdf", "larger than 1 MB"), ("Minutes", "notebook"), ("Plan.png", "'.png' is not read"), ("README", "without an ending"),
        ];
        for (var times = 0; times < 2; times++)
        {
            var sync = await SyncAsync();
            (sync.Failed, sync.Skipped).ShouldBe((2, 3));
            foreach (var (item, reason) in problems)
            {
                sync.Problems.Single(problem => problem.Item == item).Reason.ShouldContain(reason);
            }
        }

        // What is broken is fetched once, and a day later again.
        Asked("/download/b").ShouldBe(1);
        _time.Pass(TimeSpan.FromDays(1));
        await SyncAsync();
        (Asked("/download/b"), Asked("/download/p"), Asked("/download/l"), Asked("/download/i1")).ShouldBe((2, 0, 0, 1));

        _server.File("b", "Cut.docx", Samples.All["fever.docx"]);
        Counts(await SyncAsync()).ShouldBe((1, 0, 3, 0, 1));
    }

    [Fact]
    public async Task A_file_that_is_no_document_any_more_is_withdrawn()
    {
        await SyncAsync();

        _server.Move("i3", "Eyes.txt.old", "root");

        Counts(await SyncAsync()).ShouldBe((0, 0, 2, 1, 0));
    }

    [Fact]
    public async Task No_more_files_than_bounded_are_read_in_one_sync_and_the_next_goes_on()
    {
        _options.MaxPages = 2;

        var sync = await SyncAsync();
        Counts(sync).ShouldBe((2, 0, 0, 0, 1));
        sync.Problems.ShouldHaveSingleItem().Reason.ShouldContain("goes on with Eyes.txt");

        Counts(await SyncAsync()).ShouldBe((1, 0, 2, 0, 0));
    }

    [Fact]
    public async Task The_token_goes_to_Microsoft_Graph_alone_and_files_come_by_https_alone()
    {
        _server.NextHost = "https://elsewhere.example";
        (await SyncAsync()).Problems.ShouldHaveSingleItem().Reason.ShouldContain("another server");
        _server.Asked.ShouldNotContain(asked => asked.Host == "elsewhere.example");

        _server.NextHost = "https://graph.microsoft.com";
        _server.FileHost = "http://contoso.sharepoint.com";
        (await SyncAsync()).Problems.ShouldAllBe(problem => problem.Reason.Contains("not https"));
    }

    [Theory]
    [InlineData("Photo")]
    [InlineData(null)]
    public async Task A_site_or_library_that_is_not_there_is_named(string? name)
    {
        Library.Name = name;
        Library.Site = name is null ? "https://contoso.sharepoint.com/sites/other" : Library.Site;

        (await SyncAsync()).Problems.ShouldHaveSingleItem().Reason.ShouldContain(name is null ? "no site https://contoso.sharepoint.com/sites/other" : "no library 'Photo'; it has 'Photos', 'Guidance'");
    }

    [Fact]
    public async Task A_OneDrive_and_a_drive_by_its_id_are_read()
    {
        (Library.Site, Library.Name, Library.User) = (null, null, "ann@contoso.com");
        Counts(await SyncAsync()).ShouldBe((3, 0, 0, 0, 0));

        (Library.User, Library.Drive) = (null, GraphServer.Drive);
        Counts(await SyncAsync()).ShouldBe((0, 0, 3, 0, 0));
    }

    [Fact]
    public async Task What_answers_nonsense_is_named_and_nothing_is_withdrawn()
    {
        await SyncAsync();
        foreach (var nonsense in (string[])["<html>", "[1]", "{\"value\":[{\"id\":7}]}", "{\"value\":[]}", $"{{\"@odata.nextLink\":\"{Delta}\"}}"])
        {
            _server.Instead(Delta, [.. Enumerable.Repeat<Action<Microsoft.AspNetCore.Http.HttpResponse>>(
                response => response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(nonsense)).AsTask().GetAwaiter().GetResult(), 3)]);
            (await SyncAsync()).Problems.ShouldHaveSingleItem().Reason.ShouldContain("Microsoft Graph");
        }

        Ids().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_source_for_some_is_read_by_nobody_else_and_a_later_change_reaches_what_is_unchanged()
    {
        await SyncAsync();
        Outsider(_engine).ShouldNotBeNull();

        _options.Groups = ["burns team"];
        Counts(await SyncAsync()).ShouldBe((0, 3, 0, 0, 0));

        Outsider(_engine).ShouldBeNull();
        Member(_engine).ShouldNotBeNull();
        Counts(await SyncAsync()).ShouldBe((0, 0, 3, 0, 0));

        static StoredArticle? Outsider(BotEngine engine) => engine.View(Access.Of(GroupSet.Empty)).Articles.Find("guidance/Burns");
        static StoredArticle? Member(BotEngine engine) => engine.View(Access.Of(GroupSet.Parse("burns team"))).Articles.Find("guidance/Burns");
    }

    [Theory]
    [InlineData("Site", "", "Library:Site")]
    [InlineData("Site", "contoso", "Library:Site")]
    [InlineData("Drive", "b!x", "Library:Site")]
    [InlineData("TenantId", "", "Library:TenantId")]
    [InlineData("ClientId", "", "Library:ClientId")]
    [InlineData("Secret", "", "Library:Secret")]
    [InlineData("CertificatePath", "a.pfx", "Library:Secret")]
    [InlineData("Graph", "http://graph.microsoft.com", "Library:Graph")]
    public void A_setting_that_can_not_be_is_named(string setting, string value, string named)
    {
        Validate().ShouldBeEmpty();
        typeof(LibraryOptions).GetProperty(setting)!.SetValue(Library, value);

        Validate().ShouldHaveSingleItem().MemberNames.ShouldBe([named]);

        List<ValidationResult> Validate() => [.. _options.Validate(new ValidationContext(_options))];
    }

    private Task<SyncRecord> SyncAsync() => _sync.SyncAsync("guidance", _options);

    private List<string> Ids() => [.. _engine.Articles.List().Select(article => article.Id).Order(StringComparer.Ordinal)];

    private Article Article(string id) => _engine.Articles.Find(id).ShouldNotBeNull().Article;

    private int Asked(string path) => _server.Asked.Count(asked => asked.Path == path);

    private static (int Added, int Updated, int Unchanged, int Withdrawn, int Failed) Counts(SyncRecord sync) => (sync.Added, sync.Updated, sync.Unchanged, sync.Withdrawn, sync.Failed);
}
