using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcgBot.Bot.TeamsApp;

/// <summary>The zip that Teams installs: the manifest with the app's own id and addresses put in, and two icons.</summary>
/// <param name="folder">The project's <c>teams/</c>.</param>
public sealed class TeamsAppPackage(string folder)
{
    private static readonly string[] Icons = ["color.png", "outline.png"];

    /// <summary>Writes the package.</summary>
    /// <exception cref="ArgumentException">The app id is no GUID, or the address not https; the message says which.</exception>
    /// <exception cref="InvalidDataException">The template or an icon is missing or unreadable.</exception>
    public void Write(Stream zip, TeamsApp app)
    {
        ArgumentNullException.ThrowIfNull(zip);
        ArgumentNullException.ThrowIfNull(app);
        var manifest = Manifest(app);
        using var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest, Indented));
        foreach (var icon in Icons)
        {
            Add(archive, icon, Read(icon));
        }
    }

    /// <summary>The manifest with everything put in.</summary>
    public JsonObject Manifest(TeamsApp app)
    {
        if (!Guid.TryParse(app.AppId, out var id))
        {
            throw new ArgumentException($"'{app.AppId}' is not an app id: give the bot's Microsoft App ID, a GUID.");
        }

        if (!app.PublicUrl.IsAbsoluteUri || app.PublicUrl.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException($"'{app.PublicUrl}' can't be used: Teams opens https addresses only.");
        }

        var manifest = Template();
        manifest["id"] = id.ToString();
        manifest["name"]!["short"] = app.Name;
        manifest["validDomains"] = new JsonArray(app.PublicUrl.Host);
        manifest["developer"]!["websiteUrl"] = app.PublicUrl.AbsoluteUri;
        manifest["developer"]!["privacyUrl"] = (app.PrivacyUrl ?? app.PublicUrl).AbsoluteUri;
        manifest["developer"]!["termsOfUseUrl"] = (app.TermsUrl ?? app.PublicUrl).AbsoluteUri;

        var bot = manifest["bots"]![0]!;
        bot["botId"] = id.ToString();
        bot["commandLists"] = new JsonArray(Prompts(app), Commands());
        return manifest;
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    private static JsonObject Prompts(TeamsApp app) => new()
    {
        ["scopes"] = new JsonArray("personal"),
        ["commands"] = new JsonArray(
        [
            .. app.PromptStarters.Take(8).Select(starter => new JsonObject { ["title"] = Cut(starter, 128), ["description"] = starter, ["type"] = "prompt", ["prompt"] = starter }),
            Command("help", "What the bot can do"),
            Command("start over", "Forgets what was said before"),
        ]),
    };

    private static JsonObject Commands() => new()
    {
        ["scopes"] = new JsonArray("team", "groupChat"),
        ["commands"] = new JsonArray(Command("help", "What the bot can do"), Command("start over", "Forgets what was said before")),
    };

    private static JsonObject Command(string title, string description) => new() { ["title"] = title, ["description"] = description };

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)] + "…";

    private JsonObject Template()
    {
        try
        {
            return JsonNode.Parse(Read("manifest.json")) as JsonObject ?? throw new JsonException("It is no object.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{Path.Combine(folder, "manifest.json")} can't be read: {error.Message}", error);
        }
    }

    private byte[] Read(string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllBytes(path) : throw new InvalidDataException($"{path} is missing: it belongs to the project.");
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(content);
    }
}

/// <summary>What of the package is each installation's own.</summary>
/// <param name="AppId">The bot's Microsoft App ID.</param>
/// <param name="Name">As people see it, at most 30 characters.</param>
/// <param name="PublicUrl">The site's https address.</param>
/// <param name="PromptStarters">Questions offered before the first message; Teams shows ten commands, of which two are ours.</param>
/// <param name="PrivacyUrl">Your privacy notice; null = the site's address.</param>
/// <param name="TermsUrl">Your terms of use; null = the site's address.</param>
public sealed record TeamsApp(
    string AppId, string Name, Uri PublicUrl, IReadOnlyList<string> PromptStarters, Uri? PrivacyUrl = null, Uri? TermsUrl = null);
