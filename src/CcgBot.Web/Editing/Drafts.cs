using System.Security.Cryptography;
using CcgBot.Articles;
using CcgBot.Documents.Web;
using CcgBot.Hosting;
using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Editing;

/// <summary>Files and pages that were read and are not published yet, kept in this process for an hour, for whoever sent them.</summary>
public sealed class Drafts(BotEngine engine, WebReader web, IOptions<WebOptions> options, TimeProvider time)
{
    private const int Most = 64;

    /// <summary>Between an article's name and the end that tells it from others of that name.</summary>
    private const char Mark = '~';

    private const int EndLength = 8;

    /// <summary>Articles of one file.</summary>
    private const int MostOfFile = 20;

    /// <summary>All that is kept, in UTF-16 units.</summary>
    private const long MostCharacters = 64 << 20;

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly List<Kept> _kept = [];

    /// <summary>Reads a file, or what is at an address, into drafts.</summary>
    /// <returns>What is wrong with it; null when there is something to publish.</returns>
    internal async Task<DraftsRead> ReadAsync(Upload sent, Caller by, CancellationToken cancellationToken)
    {
        try
        {
            var read = sent.Bytes is { } bytes ? engine.Ingestor.ReadOne(sent.Name, bytes, cancellationToken)
                : await web.ReadAsync(sent.Name, options.Value.AllowPrivateAddresses, cancellationToken);
            var articles = read.Where(each => each.Article is not null).Take(MostOfFile).ToList();
            if (articles.Count == 0)
            {
                return new DraftsRead([], read.Select(each => each.Notice).FirstOrDefault(notice => notice is not null) ?? "nothing in it can be read");
            }

            var made = articles.ConvertAll(each => Standing(
                Draft.Of(RandomNumberGenerator.GetHexString(32, lowercase: true), Named(each.Article!, by), each.Notice), by));
            Keep(made, by);
            return new DraftsRead(made, null);
        }
        catch (InvalidDataException error)
        {
            return new DraftsRead([], error.Message);
        }
    }

    /// <summary>A draft of the caller's own; null when there is none any more.</summary>
    public Draft? Find(string? id, Caller by)
    {
        ArgumentNullException.ThrowIfNull(by);
        lock (_lock)
        {
            var found = _kept.Find(kept => kept.Draft.Id == id && kept.By == by.User && kept.Until > time.GetUtcNow())?.Draft;
            return found is null ? null : Standing(found, by);
        }
    }

    /// <summary>
    /// The article under the id that it will have: that of the article whose place it takes, as far as the editor may read it. A new one of an editor who
    /// can't read everything gets an end of its own, whether or not there is one of its name that they may not read: neither a refusal nor an id tells.
    /// </summary>
    private Article Named(Article article, Caller by)
    {
        var readable = engine.View(by.Access).Articles;
        if (by.Access.IsEverything || readable.StateOf(article.Id) is not null)
        {
            return article;
        }

        var stem = article.Id + Mark;
        var own = readable.IdsFrom(stem).Where(id => id.Length == stem.Length + EndLength && id[stem.Length..].All(char.IsAsciiHexDigitLower)).Take(2).ToList();
        return article with { Id = own is [var only] ? only : stem + RandomNumberGenerator.GetHexString(EndLength, lowercase: true) };
    }

    /// <summary>With what is there already, as far as the editor may read it.</summary>
    private Draft Standing(Draft draft, Caller by)
    {
        var articles = engine.View(by.Access).Articles;
        var state = articles.StateOf(draft.Article.Id);
        return draft with
        {
            Replaces = state,
            Difference = state is not null && state.Version != draft.Article.Version && articles.Find(draft.Article.Id)?.Article is { } before
                ? ArticleDifference.Between(before, draft.Article) : null,
        };
    }

    private void Keep(IReadOnlyList<Draft> made, Caller by)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _kept.RemoveAll(kept => kept.Until <= now);
            _kept.AddRange(made.Select(draft => new Kept(draft, by.User ?? "", now + Life, draft.Article.Blocks.Sum(block => (long)block.Text.Length))));
            while (_kept.Count > made.Count && (_kept.Count > Most || _kept.Sum(kept => kept.Characters) > MostCharacters))
            {
                _kept.RemoveAt(0);
            }
        }
    }

    private sealed record Kept(Draft Draft, string By, DateTimeOffset Until, long Characters);
}

/// <param name="Problem">Why there is no draft; null when there is one.</param>
internal sealed record DraftsRead(IReadOnlyList<Draft> Drafts, string? Problem);

/// <summary>An article as it was read and as it would be published.</summary>
/// <param name="Notice">What its editor should know of how it was read.</param>
/// <param name="Replaces">The article of this id that is there already; null = it would be new.</param>
public sealed record Draft(string Id, string? Notice, ArticleState? Replaces, IReadOnlyList<DraftBlock> Blocks)
{
    /// <summary>What <see cref="Of"/> was made from. Not required, which what JSON leaves out can't be.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Article Article { get; private init; } = null!;

    /// <summary>What it changes of the article that is there; null where there is none, or the very same text.</summary>
    public ArticleDifference? Difference { get; init; }

    public string ArticleId => Article.Id;

    public string Title => Article.Title;

    public string? Publisher => Article.Publisher;

    public DateOnly? Published => Article.Published;

    public string? Url => Article.Url;

    internal static Draft Of(string id, Article article, string? notice) => new(
        id, notice, null, [.. article.Blocks.Select(block => new DraftBlock(block.Ordinal, block.Kind.ToString().ToLowerInvariant(), block.Text))])
    {
        Article = article,
    };

    /// <summary>The article with what its editor says of it.</summary>
    /// <exception cref="InvalidDataException">The groups can't be such.</exception>
    internal Article With(PublishRequest asked)
    {
        var groups = asked.Groups is null ? Article.Groups : GroupSet.Of(asked.Groups);
        return TextArticleReader.Create(
            Article.Id,
            Given(asked.Title) ?? Article.Title,
            Given(asked.Publisher) ?? Article.Publisher,
            asked.Published ?? Article.Published,
            Address(asked.Url) ?? Article.Url,
            Article.Blocks) with
        {
            Groups = groups,
        };
    }

    private static string? Given(string? text) => text?.Trim() is { Length: > 0 and <= 500 } given ? given : null;

    private static string? Address(string? url) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.ToString() : null;
}

/// <param name="Number">Null for what is no evidence: title, date, boilerplate.</param>
/// <param name="Kind">paragraph, title, date or boilerplate.</param>
public sealed record DraftBlock(int? Number, string Kind, string Text);
