using CcgBot.Bot;
using CcgBot.Articles;
using CcgBot.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace CcgBot.Web.Editing;

/// <summary>What an editor sends to be read: a file, or the address of a page or a document.</summary>
/// <param name="Name">Without a folder; the address where that is sent.</param>
/// <param name="Bytes">Null = it is an address.</param>
public sealed record Upload(string Name, byte[]? Bytes)
{
    private const int LongestName = 200;
    private const int LongestAddress = 2_000;

    /// <summary>What else a form may hold.</summary>
    private const int MaxFieldBytes = 64 * 1024;

    /// <summary>The largest request with a file: the file, its fields and what parts them.</summary>
    internal static long MostBytes(IngestOptions options) => options.MaxDocumentMegabytes * 1048576L + 2 * MaxFieldBytes;

    /// <summary>Reads the form's file or address; a file up to <see cref="IngestOptions.MaxDocumentMegabytes"/>.</summary>
    public static async Task<(Upload? File, IResult? Problem)> ReadAsync(HttpContext context, IngestOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        var most = options.MaxDocumentMegabytes * 1048576L;
        if (!context.Request.HasFormContentType)
        {
            return (null, ErrorBody.Of(415, "NotAForm", "Send multipart/form-data with a file as 'file', or an address as 'address'."));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes(options);
        }

        try
        {
            var form = await context.Request.ReadFormAsync(
                new FormOptions { MultipartBodyLengthLimit = most, ValueLengthLimit = MaxFieldBytes, ValueCountLimit = 32, MultipartHeadersLengthLimit = 8 * 1024 }, context.RequestAborted);
            var address = form["address"].ToString().Trim();
            if (form.Files.GetFile("file") is not { Length: > 0 } file)
            {
                return address.Length is > 0 and <= LongestAddress ? (new Upload(address, null), null)
                    : (null, ErrorBody.Of(400, "MissingProperty", "Send a file as 'file', or an address as 'address'."));
            }

            if (address.Length > 0)
            {
                return (null, ErrorBody.Of(400, "BadArgument", "Send a file or an address, one at a time."));
            }

            if (file.Length > most)
            {
                return (null, ErrorBody.Of(413, "TooLarge", $"The file is larger than {options.MaxDocumentMegabytes} MB (setting Ingest:MaxDocumentMegabytes)."));
            }

            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, context.RequestAborted);
            var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
            return (new Upload(name.Length is > 0 and <= LongestName ? name : "document", bytes.ToArray()), null);
        }
        catch (InvalidDataException)
        {
            return (null, ErrorBody.Of(413, "TooLarge", $"The file is larger than {options.MaxDocumentMegabytes} MB (setting Ingest:MaxDocumentMegabytes), or the form is no form."));
        }
    }
}
