using CcgBot.Bot;
using CcgBot.Articles;
using CcgBot.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace CcgBot.Web.Editing;

/// <summary>A file that an editor sends.</summary>
/// <param name="Name">Without a folder.</param>
public sealed record Upload(string Name, byte[] Bytes, IReadOnlyDictionary<string, string> Fields)
{
    private const int LongestName = 200;

    /// <summary>What else a form may hold.</summary>
    private const int MaxFieldBytes = 64 * 1024;

    /// <summary>The largest request with a file: the file, its fields and what parts them.</summary>
    internal static long MostBytes(IngestOptions options) => options.MaxDocumentMegabytes * 1048576L + 2 * MaxFieldBytes;

    /// <summary>Reads the form's file, up to <see cref="IngestOptions.MaxDocumentMegabytes"/>.</summary>
    public static async Task<(Upload? File, IResult? Problem)> ReadAsync(HttpContext context, IngestOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        var most = options.MaxDocumentMegabytes * 1048576L;
        if (!context.Request.HasFormContentType)
        {
            return (null, ErrorBody.Of(415, "NotAForm", "Send multipart/form-data with the file as 'file'."));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes(options);
        }

        try
        {
            var form = await context.Request.ReadFormAsync(
                new FormOptions { MultipartBodyLengthLimit = most, ValueLengthLimit = MaxFieldBytes, ValueCountLimit = 32, MultipartHeadersLengthLimit = 8 * 1024 }, context.RequestAborted);
            if (form.Files.GetFile("file") is not { Length: > 0 } file)
            {
                return (null, ErrorBody.Of(400, "MissingProperty", "Send the file as 'file'."));
            }

            if (file.Length > most)
            {
                return (null, ErrorBody.Of(413, "TooLarge", $"The file is larger than {options.MaxDocumentMegabytes} MB (setting Ingest:MaxDocumentMegabytes)."));
            }

            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, context.RequestAborted);
            var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
            return (new Upload(name.Length is > 0 and <= LongestName ? name : "document", bytes.ToArray(), form.ToDictionary(field => field.Key, field => field.Value.ToString())), null);
        }
        catch (InvalidDataException)
        {
            return (null, ErrorBody.Of(413, "TooLarge", $"The file is larger than {options.MaxDocumentMegabytes} MB (setting Ingest:MaxDocumentMegabytes), or the form is no form."));
        }
    }
}
