using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using CcgBot.Articles;

namespace CcgBot.Documents;

/// <summary>Tells a file's format: by its content where that is plain, else by its name.</summary>
internal static partial class FormatDetector
{
    private const int BytesLookedAt = 4096;

    /// <summary>Whether the library reads it itself, or nobody does. Looks at no more than the file's head.</summary>
    public static bool IsNoDocument(DocumentFile file) => !file.Bytes.AsSpan().StartsWith("PK\u0003\u0004"u8) && Detect(file) is FileFormat.Unknown or FileFormat.Text;

    /// <summary>Whether a file of this name may be a document: what isn't need not be fetched.</summary>
    public static bool IsNamedAsDocument(string name) => Named(name) != FileFormat.Unknown;

    public static FileFormat Detect(DocumentFile file)
    {
        var named = Named(file.Name);
        var head = file.Bytes.AsSpan(0, Math.Min(file.Bytes.Length, BytesLookedAt));
        var marked = head.IndexOf("%PDF-"u8) is >= 0 and < 1024 ? FileFormat.Pdf
            : head.StartsWith("PK\u0003\u0004"u8) ? Zipped(file.Bytes, named)
            : head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? FileFormat.Gzip
            : head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? FileFormat.OldOffice
            : head.StartsWith("{\\rtf"u8) ? FileFormat.Rtf
            : FileFormat.Unknown;
        if (marked != FileFormat.Unknown)
        {
            return marked == FileFormat.Pdf && named is FileFormat.Html or FileFormat.Mail or FileFormat.Markdown ? named : marked;
        }

        if (named is FileFormat.Mail or FileFormat.Markdown or FileFormat.Csv or FileFormat.Html)
        {
            return named;
        }

        if (named is not (FileFormat.Unknown or FileFormat.Text))
        {
            // Its name says a packed format and its bytes don't: whoever reads it says what is wrong.
            return Start(head) is { } other && LooksLikeHtml(other) ? FileFormat.Html : named;
        }

        var start = Start(head);
        return start is null ? named
            : LooksLikeHtml(start) ? FileFormat.Html
            : LooksLikeMail(start) ? FileFormat.Mail
            : named;
    }

    private static FileFormat Named(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".txt" or ".text" => FileFormat.Text,
        ".html" or ".htm" or ".xhtml" or ".xht" => FileFormat.Html,
        ".md" or ".markdown" or ".mdown" or ".mkd" => FileFormat.Markdown,
        ".docx" or ".docm" or ".dotx" => FileFormat.Word,
        ".pptx" or ".pptm" or ".ppsx" => FileFormat.PowerPoint,
        ".xlsx" or ".xlsm" => FileFormat.Excel,
        ".pdf" => FileFormat.Pdf,
        ".csv" or ".tsv" => FileFormat.Csv,
        ".rtf" => FileFormat.Rtf,
        ".epub" => FileFormat.Epub,
        ".eml" => FileFormat.Mail,
        ".zip" => FileFormat.Zip,
        ".gz" => FileFormat.Gzip,
        ".doc" or ".xls" or ".ppt" => FileFormat.OldOffice,
        _ => FileFormat.Unknown,
    };

    private static FileFormat Zipped(byte[] bytes, FileFormat named)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false));
            bool Has(string start) => zip.Entries.Any(entry => entry.FullName.StartsWith(start, StringComparison.OrdinalIgnoreCase));
            return Has("word/") && Has("[Content_Types].xml") ? FileFormat.Word
                : Has("ppt/") && Has("[Content_Types].xml") ? FileFormat.PowerPoint
                : Has("xl/") && Has("[Content_Types].xml") ? FileFormat.Excel
                : Has("META-INF/container.xml") ? FileFormat.Epub
                : named is FileFormat.Unknown or FileFormat.Text ? FileFormat.Zip
                : named is FileFormat.Word or FileFormat.PowerPoint or FileFormat.Excel or FileFormat.Epub ? named
                : FileFormat.Zip;
        }
        catch (InvalidDataException)
        {
            return named is FileFormat.Word or FileFormat.PowerPoint or FileFormat.Excel or FileFormat.Epub ? named : FileFormat.Zip;
        }
    }

    private static string? Start(ReadOnlySpan<byte> head)
    {
        // Half a character at the end is no reason to take it for something else.
        var text = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode.GetString(head)
            : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(head)
            : head.Contains((byte)0) ? null
            : Encoding.UTF8.GetString(head);
        return text?.TrimStart('\uFEFF').TrimStart();
    }

    private static bool LooksLikeHtml(string start) =>
        start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
        || start.StartsWith("<?xml", StringComparison.Ordinal) && start.Contains("<html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Header lines from the first on, three of those that every mail has among them.</summary>
    private static bool LooksLikeMail(string start)
    {
        var lines = start.Split('\n').TakeWhile(line => line.Trim().Length > 0).ToList();
        return lines.Count >= 3 && lines.TrueForAll(line => line[0] is ' ' or '\t' || HeaderLine().IsMatch(line))
            && lines.Count(line => MailHeader().IsMatch(line)) >= 3
            && lines.Exists(line => line.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("Received:", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]*:", RegexOptions.NonBacktracking)]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^(?:From|To|Subject|Date|MIME-Version|Message-ID|Received|Return-Path|Content-Type):", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MailHeader();
}
