using System.Globalization;
using CcgBot.Articles;
using CcgBot.Documents.Html;
using MimeKit;
using MimeKit.Text;

namespace CcgBot.Documents.Mail;

/// <summary>A mail → its body as one document, its subject the title, and each attachment as a document of its own.</summary>
internal static class MailReader
{
    private const int MostAttachments = 100;

    public static IReadOnlyList<ReadDocument> Read(byte[] bytes, ReadingLimits limits) => limits.Deeper(() =>
    {
        var options = new ParserOptions { MaxMimeDepth = 20 };
        var message = MimeMessage.Load(options, new MemoryStream(bytes, writable: false), limits.Deadline);
        var documents = new List<ReadDocument>();
        if (BodyOf(message, limits) is { } body)
        {
            documents.Add(body with
            {
                Title = string.IsNullOrWhiteSpace(message.Subject) ? body.Title : BlockBuilder.Clean(message.Subject),
                Published = message.Date == DateTimeOffset.MinValue ? null : DateOnly.FromDateTime(message.Date.DateTime),
                Publisher = message.From.Mailboxes.FirstOrDefault() is { } from ? string.IsNullOrWhiteSpace(from.Name) ? from.Address : from.Name : null,
            });
        }

        var number = 0;
        foreach (var attachment in message.Attachments.Take(MostAttachments))
        {
            limits.Check();
            number++;
            var name = attachment is MimePart { FileName: { Length: > 0 } given } ? Path.GetFileName(given.Replace('\\', '/')) : string.Create(CultureInfo.InvariantCulture, $"attachment-{number}{(attachment is MessagePart ? ".eml" : "")}");
            documents.AddRange(DocumentFormats.ReadMember(new DocumentFile(name, Content(attachment, limits)), limits)
                .Select(document => document with { Member = document.Member.Length == 0 ? name : $"{name}/{document.Member}" }));
        }

        return documents.Count == 0 ? throw new UnreadableException("no text in it, and no attachment") : documents;
    });

    private static ReadDocument? BodyOf(MimeMessage message, ReadingLimits limits)
    {
        if (message.HtmlBody is { } html && !string.IsNullOrWhiteSpace(html))
        {
            var read = HtmlReader.ReadWhole(html, limits);
            return read.Blocks.Count > 0 ? read : null;
        }

        // Of text that flows, lines that end in a blank go on: the signature is cut off before its mark is taken for one of them.
        var part = message.BodyParts.OfType<TextPart>().FirstOrDefault(part => part.IsPlain && !part.IsAttachment);
        var text = part is null ? message.TextBody : part.IsFlowed ? new FlowedToText { DeleteSpace = IsDelSp(part) }.Convert(WithoutSignature(part.Text)) : WithoutSignature(part.Text);
        return string.IsNullOrWhiteSpace(text) ? null : new ReadDocument("") { Text = text };
    }

    private static bool IsDelSp(TextPart part) => part.ContentType.Parameters.TryGetValue("delsp", out string? said) && string.Equals(said, "yes", StringComparison.OrdinalIgnoreCase);

    /// <summary>Below a line of two hyphens and a blank stands who wrote (RFC 3676, 4.3), unless nothing stands above it.</summary>
    private static string WithoutSignature(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var mark = Array.LastIndexOf(lines, "-- ");
        return mark > 0 && lines.Take(mark).Any(line => line.Trim().Length > 0) ? string.Join('\n', lines.Take(mark)) : text;
    }

    private static byte[] Content(MimeEntity attachment, ReadingLimits limits)
    {
        using var content = new MemoryStream();
        if (attachment is MessagePart { Message: { } inner })
        {
            inner.WriteTo(content, limits.Deadline);
        }
        else if (attachment is MimePart { Content: { } packed })
        {
            packed.DecodeTo(content, limits.Deadline);
        }

        return content.ToArray();
    }
}
