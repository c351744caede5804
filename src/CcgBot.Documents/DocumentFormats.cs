using CcgBot.Articles;
using CcgBot.Documents.Archives;
using CcgBot.Documents.Html;
using CcgBot.Documents.Mail;
using CcgBot.Documents.Office;
using CcgBot.Documents.Pdf;
using CcgBot.Documents.Tables;

namespace CcgBot.Documents;

/// <summary>The formats that documents come in, told apart by their content first and by their names where the content says nothing.</summary>
internal static class DocumentFormats
{
    /// <summary>A library may go deep into a nested document: no stack of ours runs over for it.</summary>
    private const int StackBytes = 256 << 20;

    /// <summary>Reads a file here and now; what takes too long is left alone, and goes on until this program ends.</summary>
    public static ReaderReply Read(DocumentFile file, IngestOptions options)
    {
        var format = FormatDetector.Detect(file);
        if (format is FileFormat.Unknown or FileFormat.Text)
        {
            return new ReaderReply(null, null);
        }

        var patience = TimeSpan.FromSeconds(options.MaxSecondsPerDocument);
        using var deadline = new CancellationTokenSource(patience);
        var limits = new ReadingLimits(options.MaxUnpackedMegabytes * 1048576L, deadline.Token);
        IReadOnlyList<ReadDocument>? read = null;
        Exception? problem = null;
        // The libraries can't be stopped, only left alone: a thread of its own that ends with the program.
        var reading = new Thread(() =>
        {
            try
            {
                read = Read(file, format, limits);
            }
            catch (Exception error)
            {
                problem = error;
            }
        }, StackBytes)
        { IsBackground = true, Name = "document" };
        reading.Start();
        // Reading looks at the deadline itself now and then, and is given a moment to come back by itself.
        if (!reading.Join(patience + TimeSpan.FromSeconds(1)))
        {
            return new ReaderReply(null, ReaderProblems.TookTooLong(options)) { GoesOn = true };
        }

        return new ReaderReply(read, problem switch
        {
            null => null,
            UnreadableException told => told.Message,
            OperationCanceledException => ReaderProblems.TookTooLong(options),
            OutOfMemoryException => ReaderProblems.NeedsTooMuch(options),
            // Whatever a library stumbles over in a damaged file: it is the file's fault, and the rest goes on.
            _ => $"damaged, not readable as {NameOf(format)} ({OneLine(problem.Message)}); open it in its own program and save it again",
        });
    }

    /// <summary>Reads a file that stands in another.</summary>
    internal static IReadOnlyList<ReadDocument> ReadMember(DocumentFile file, ReadingLimits limits)
    {
        var format = FormatDetector.Detect(file);
        try
        {
            return format switch
            {
                FileFormat.Unknown => [new ReadDocument("") { Problem = $"'{Path.GetExtension(file.Name)}' is not read", Skipped = true }],
                _ => Read(file, format, limits),
            };
        }
        catch (UnreadableException error)
        {
            return [new ReadDocument("") { Problem = error.Message }];
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            return [new ReadDocument("") { Problem = $"damaged, not readable as {NameOf(format)} ({OneLine(error.Message)})" }];
        }
    }

    private static IReadOnlyList<ReadDocument> Read(DocumentFile file, FileFormat format, ReadingLimits limits) => format switch
    {
        FileFormat.Html => [HtmlReader.Read(file.Bytes, limits)],
        FileFormat.Markdown => [MarkdownReader.Read(file.Bytes, limits)],
        FileFormat.Pdf => [PdfReader.Read(file.Bytes, limits)],
        FileFormat.Word => [WordReader.Read(file.Bytes, limits)],
        FileFormat.PowerPoint => [PowerPointReader.Read(file.Bytes, limits)],
        FileFormat.Excel => [ExcelReader.Read(file.Bytes, limits)],
        FileFormat.Csv => [CsvReader.Read(file, limits)],
        FileFormat.Rtf => [RtfReader.Read(file.Bytes, limits)],
        FileFormat.Epub => [EpubReader.Read(file.Bytes, limits)],
        FileFormat.Mail => MailReader.Read(file.Bytes, limits),
        FileFormat.Zip => ZipReader.Read(file, limits),
        FileFormat.Gzip => GzipReader.Read(file, limits),
        FileFormat.OldOffice => throw new UnreadableException(
            "an old Office file (.doc, .xls, .ppt) or one locked by a password; open it in Office, and save it without a password as .docx, .xlsx or .pptx"),
        _ => [new ReadDocument("") { Text = DocumentText.Decode(file.Bytes, out var notice), Notice = notice }],
    };

    private static string NameOf(FileFormat format) => format switch
    {
        FileFormat.Html => "HTML",
        FileFormat.Pdf => "PDF",
        FileFormat.Csv => "CSV",
        FileFormat.Rtf => "RTF",
        FileFormat.Epub => "EPUB",
        FileFormat.Zip => "ZIP",
        FileFormat.Mail => "mail",
        _ => format.ToString(),
    };

    private static string OneLine(string message) => message.ReplaceLineEndings(" ") is { Length: > 160 } line ? line[..160] + "…" : message.ReplaceLineEndings(" ");
}
