namespace CcgBot.Web.Hosting;

/// <summary>Where a browser is sent on to after a form: within this site only.</summary>
internal static class OwnPath
{
    /// <summary>A path of this site, and nothing that a browser reads as another one's or that can't stand in a header.</summary>
    public static bool Is(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && path.All(character => character is > ' ' and < '\u007f' and not '\\');

    public static string Of(string? path, string otherwise) => path is not null && Is(path) ? path : otherwise;
}
