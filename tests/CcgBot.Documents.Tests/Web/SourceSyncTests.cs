using CcgBot.Articles;
using CcgBot.Articles.Sources;
using CcgBot.Documents.Web;
using CcgBot.Hosting;

namespace CcgBot.Documents.Tests.Web;

/// <summary>Sources are kept in step against real servers on this machine: added, updated, unchanged, withdrawn, failed with why.</summary>
public sealed class SourceSyncTests : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-sources").FullName;
    private readonly BotEngine _engine;
    private readonly SourceSync _sync;
    private Site _site = null!;

    public SourceSyncTests()
    {
        var settings = new BotSettings();
        settings.Retrieval.Dense.Enabled = false;
        _engine = BotEngine.Open(Path.Combine(_folder, "index"), settings, TimeProvider.System, parts: new EngineParts { ReadDocument = Reading.Process.Read });
        _sync = new SourceSync(_engine, Reading.Process.Read, TimeProvider.System);
    }

    public async Task InitializeAsync()
    {
        _site = await Site.StartAsync();
        _site.Article("/burns", "Burns", "Cool the burn under the tap for twenty minutes.");
        _site.Article("/eyes", "Eyes", "Rinse the eye for ten minutes and call the ward.");
        _site.Page("/leaflet.pdf", Samples.All["ward.pdf"], "application/pdf");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    public void Dispose()
    {
        _engine.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_sitemap_gives_its_pages_and_the_next_sync_asks_only_for_what_changed()
    {
        _site.Sitemap("/sitemap.xml", "/burns", "/eyes", "/leaflet.pdf");

        Counts(await SyncAsync("/sitemap.xml")).ShouldBe((3, 0, 0, 0, 0));
        Counts(await SyncAsync("/sitemap.xml")).ShouldBe((0, 0, 3, 0, 0));
        _site.Asked.Count(asked => asked.Status == 304).ShouldBe(3);

        _site.Article("/eyes", "Eyes", "Rinse the eye for fifteen minutes and call the ward.");
        Counts(await SyncAsync("/sitemap.xml")).ShouldBe((0, 1, 2, 0, 0));

        var article = _engine.Articles.Find($"127.0.0.1:{_site.Port}/eyes").ShouldNotBeNull().Article;
        (article.Title, article.Url).ShouldBe(("Eyes", $"{_site.Address}/eyes"));
        article.Texts().ShouldBe(["Rinse the eye for fifteen minutes and call the ward."]);
        _engine.Index.LastChange.ShouldBe(_engine.Articles.LastChange());
    }

    [Fact]
    public async Task What_a_sitemap_lists_no_longer_and_what_is_gone_is_withdrawn()
    {
        _site.Sitemap("/sitemap.xml", "/burns", "/eyes", "/leaflet.pdf");
        await SyncAsync("/sitemap.xml");

        _site.Sitemap("/sitemap.xml", "/burns", "/leaflet.pdf");
        _site.Status("/leaflet.pdf", 410);
        Counts(await SyncAsync("/sitemap.xml")).ShouldBe((0, 0, 1, 2, 0));
        _engine.Articles.List().ShouldHaveSingleItem().Title.ShouldBe("Burns");

        _site.Sitemap("/sitemap.xml", "/burns", "/eyes");
        Counts(await SyncAsync("/sitemap.xml")).ShouldBe((0, 1, 1, 0, 0));
    }

    [Fact]
    public async Task A_source_that_can_not_be_asked_keeps_its_articles_and_says_why()
    {
        _site.Sitemap("/sitemap.xml", "/burns", "/eyes");
        await SyncAsync("/sitemap.xml");

        _site.Status("/sitemap.xml", 500);
        var failed = await SyncAsync("/sitemap.xml");
        (failed.Failed, failed.Problems.ShouldHaveSingleItem().Reason).ShouldBe((1, "the server answers 500 Internal Server Error"));
        _site.Page("/sitemap.xml", "<urlset><url><loc>", "application/xml");
        (await SyncAsync("/sitemap.xml")).Problems.ShouldHaveSingleItem().Reason.ShouldContain("damaged sitemap");
        _site.Sitemap("/sitemap.xml");
        (await SyncAsync("/sitemap.xml")).Problems.ShouldHaveSingleItem().Reason.ShouldContain("lists nothing");
        _site.Sitemap("/sitemap.xml", "/burns", "/eyes");
        _site.Status("/eyes", 503);
        Counts(await SyncAsync("/sitemap.xml")).ShouldBe((0, 0, 1, 0, 1));

        _engine.Articles.CountArticles().ShouldBe(2);
        _sync.Sources.Syncs("site", 10).Count.ShouldBe(5);
    }

    [Fact]
    public async Task An_index_of_sitemaps_is_followed()
    {
        _site.Page("/index.xml", $"<sitemapindex><sitemap><loc>{_site.Address}/a.xml</loc></sitemap><sitemap><loc>{_site.Address}/b.xml.gz</loc></sitemap></sitemapindex>", "text/xml");
        _site.Sitemap("/a.xml", "/burns");
        _site.Page("/b.xml.gz", Samples.Gzip(System.Text.Encoding.UTF8.GetBytes($"<urlset><url><loc>{_site.Address}/eyes</loc></url><url><loc>https://elsewhere.example/page</loc></url></urlset>")), "application/gzip");

        Counts(await SyncAsync("/index.xml")).ShouldBe((2, 0, 0, 0, 0));
    }

    [Fact]
    public async Task What_a_feed_announces_no_longer_stays_until_it_is_gone()
    {
        _site.Feed("/news.rss", "/burns", "/eyes");
        Counts(await SyncAsync("/news.rss")).ShouldBe((2, 0, 0, 0, 0));

        _site.Feed("/news.rss", "/leaflet.pdf");
        Counts(await SyncAsync("/news.rss")).ShouldBe((1, 0, 2, 0, 0));

        _site.Remove("/burns");
        Counts(await SyncAsync("/news.rss")).ShouldBe((0, 0, 2, 1, 0));
        Counts(await SyncAsync("/news.rss")).ShouldBe((0, 0, 2, 0, 0));
    }

    [Fact]
    public async Task An_Atom_feed_and_a_page_by_itself_are_read()
    {
        _site.Page("/atom", $"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><link rel="self" href="/no"/><link href="/burns"/></entry></feed>""", "application/atom+xml");

        Counts(await SyncAsync("/atom", "/eyes")).ShouldBe((2, 0, 0, 0, 0));

        Counts(await SyncAsync("/eyes")).ShouldBe((0, 0, 1, 1, 0));
    }

    [Fact]
    public async Task A_page_that_moved_is_one_article_and_its_old_place_is_withdrawn()
    {
        Counts(await SyncAsync("/burns")).ShouldBe((1, 0, 0, 0, 0));
        _site.Article("/new/burns", "Burns", "Cool the burn under the tap for thirty minutes.");
        _site.Redirect("/burns", "/new/burns");

        Counts(await SyncAsync("/burns")).ShouldBe((1, 0, 0, 1, 0));

        _engine.Articles.List().ShouldHaveSingleItem().Id.ShouldBe($"127.0.0.1:{_site.Port}/new/burns");
    }

    [Fact]
    public async Task Robots_are_heeded()
    {
        _site.Page("/robots.txt", "User-agent: *\nDisallow: /eyes\n", "text/plain");
        _site.Sitemap("/sitemap.xml", "/burns", "/eyes");

        var sync = await SyncAsync("/sitemap.xml");

        Counts(sync).ShouldBe((1, 0, 0, 0, 1));
        sync.Problems.ShouldHaveSingleItem().Reason.ShouldContain("robots.txt");
        _site.Asked.ShouldNotContain(asked => asked.Path == "/eyes");
    }

    [Fact]
    public async Task No_more_pages_than_bounded_are_read()
    {
        _site.Sitemap("/sitemap.xml", "/burns", "/eyes", "/leaflet.pdf");

        var sync = await _sync.SyncAsync("site", new SourceOptions { Addresses = [_site.Address + "/sitemap.xml"], AllowPrivateAddresses = true, MillisecondsBetweenRequests = 0, MaxPages = 2 });

        Counts(sync).ShouldBe((2, 0, 0, 0, 1));
        sync.Problems.ShouldHaveSingleItem().Reason.ShouldContain("MaxPages");
    }

    [Fact]
    public async Task By_default_nothing_of_a_private_network_is_asked()
    {
        var sync = await _sync.SyncAsync("site", new SourceOptions { Addresses = [_site.Address + "/burns", $"http://localhost:{_site.Port}/burns"] });

        sync.Failed.ShouldBe(2);
        sync.Problems.ShouldAllBe(problem => problem.Reason.Contains("private network"));
        _site.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Addresses_given_by_hand_are_withdrawn_only_when_asked()
    {
        var options = new SourceOptions { AllowPrivateAddresses = true, MillisecondsBetweenRequests = 0 };
        async Task<List<IngestOutcome>> Ingest(bool prune) => await _sync.IngestAsync([_site.Address + "/burns"], options, prune).ToListAsync();
        (await Ingest(false)).ShouldHaveSingleItem().Result.ShouldBe(IngestResult.Added);
        _site.Remove("/burns");

        (await Ingest(false)).ShouldHaveSingleItem().Result.ShouldBe(IngestResult.Failed);
        (await Ingest(true)).ShouldHaveSingleItem().Result.ShouldBe(IngestResult.Withdrawn);
    }

    [Fact]
    public async Task A_watched_folder_is_kept_in_step_and_a_missing_one_keeps_its_articles()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "watched")).FullName;
        var options = new SourceOptions { Folder = folder };
        async Task<(int, int, int, int, int)> Sync() => Counts(await _sync.SyncAsync("ward", options));
        File.WriteAllBytes(Path.Combine(folder, "ward.pdf"), Samples.All["ward.pdf"]);
        File.WriteAllText(Path.Combine(folder, "burns.md"), "# Burns\n\nCool the burn for twenty minutes.");
        File.WriteAllText(Path.Combine(folder, "cut.docx"), "PK");
        var before = FolderState.Of(folder);

        (await Sync()).ShouldBe((2, 0, 0, 0, 1));
        FolderState.Of(folder).ShouldBe(before);
        File.WriteAllText(Path.Combine(folder, "burns.md"), "# Burns\n\nCool the burn for thirty minutes.");
        File.Delete(Path.Combine(folder, "ward.pdf"));
        FolderState.Of(folder).ShouldNotBe(before);
        (await Sync()).ShouldBe((0, 1, 0, 1, 1));
        Directory.Delete(folder, recursive: true);
        (await Sync()).ShouldBe((0, 0, 0, 0, 1));
        Directory.CreateDirectory(folder);
        (await Sync()).ShouldBe((0, 0, 0, 0, 1));

        _engine.Articles.List().ShouldHaveSingleItem().Id.ShouldBe("burns");
        var last = _sync.Sources.Syncs("ward", 10);
        last.Count.ShouldBe(4);
        last[0].Problems.ShouldHaveSingleItem().Reason.ShouldContain("empty");
    }

    private Task<SyncRecord> SyncAsync(params string[] paths) => _sync.SyncAsync("site", new SourceOptions
    {
        Addresses = [.. paths.Select(path => _site.Address + path)],
        AllowPrivateAddresses = true,
        MillisecondsBetweenRequests = 0,
    });

    private static (int Added, int Updated, int Unchanged, int Withdrawn, int Failed) Counts(SyncRecord sync) => (sync.Added, sync.Updated, sync.Unchanged, sync.Withdrawn, sync.Failed);
}
