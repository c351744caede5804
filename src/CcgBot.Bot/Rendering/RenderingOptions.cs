namespace CcgBot.Bot.Rendering;

/// <summary>What a renderer needs beside the answer.</summary>
/// <param name="PublicUrl">The site as the world sees it (setting <c>Web:PublicUrl</c>), for links; null leaves links out.</param>
/// <param name="SensitivityLabel">Shown on every answer; null shows none.</param>
public sealed record RenderingOptions(Uri? PublicUrl = null, SensitivityLabel? SensitivityLabel = null)
{
    /// <summary>An address from the site's root made absolute; null without a public URL.</summary>
    public string? Link(string path) => PublicUrl is null ? null : new Uri(PublicUrl, path).AbsoluteUri;
}
