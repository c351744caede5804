using CcgBot.Articles;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace CcgBot.Documents.Office;

/// <summary>A PowerPoint file → slide by slide: its title as heading, bullets as list items, tables by rows, speaker's notes after it. A slide is a page.</summary>
internal static class PowerPointReader
{
    private const int MaxDepth = 32;

    public static ReadDocument Read(byte[] bytes, ReadingLimits limits)
    {
        limits.CheckZip(bytes);
        using var powerPoint = PresentationDocument.Open(new MemoryStream(bytes, writable: false), isEditable: false);
        var show = powerPoint.PresentationPart ?? throw new UnreadableException("holds no slides; open it in PowerPoint and save it again");
        var builder = new BlockBuilder();
        var page = 0;
        string? title = null;
        foreach (var id in show.Presentation?.SlideIdList?.Elements<SlideId>() ?? [])
        {
            limits.Check();
            builder.Page = ++page;
            if (id.RelationshipId?.Value is not { } relation || show.GetPartById(relation) is not SlidePart part || part.Slide is not { } slide || slide.Show?.Value == false)
            {
                continue;
            }

            var shapes = Shapes(slide.CommonSlideData?.ShapeTree, 0).ToList();
            foreach (var shape in shapes.Where(IsTitle))
            {
                var text = TextOf(shape.GetFirstChild<TextBody>());
                title ??= page == 1 ? BlockBuilder.Clean(text).ReplaceLineEndings(" ") : title;
                builder.Heading(text, 1);
            }

            foreach (var shape in shapes.Where(shape => !IsTitle(shape) && !IsAround(shape)))
            {
                Add(builder, shape);
            }

            foreach (var note in part.NotesSlidePart?.NotesSlide?.Descendants<Shape>().Where(shape => TypeOf(shape) == "body") ?? [])
            {
                Paragraphs(builder, note.GetFirstChild<TextBody>(), asList: false);
            }
        }

        return builder.Count == 0
            ? throw new UnreadableException("no text on its slides, only pictures; save them with their text")
            : new ReadDocument("") { Blocks = builder.Blocks, Title = title is { Length: > 0 } ? title : powerPoint.PackageProperties.Title is { Length: > 0 } named && named != "PowerPoint Presentation" ? BlockBuilder.Clean(named) : null };
    }

    /// <summary>What a slide shows, groups opened, in the order in which it is drawn.</summary>
    private static IEnumerable<OpenXmlElement> Shapes(OpenXmlElement? parent, int depth) => depth > MaxDepth || parent is null ? [] : parent.ChildElements.SelectMany(child => child switch
    {
        Shape or GraphicFrame => [child],
        GroupShape => Shapes(child, depth + 1),
        AlternateContent alternate => Shapes(WordBlocks.Chosen(alternate), depth + 1),
        _ => Enumerable.Empty<OpenXmlElement>(),
    });

    private static string? TypeOf(OpenXmlElement shape) => shape.Descendants<PlaceholderShape>().FirstOrDefault() is { } place ? place.Type?.InnerText ?? "body" : null;

    private static bool IsTitle(OpenXmlElement shape) => TypeOf(shape) is "title" or "ctrTitle";

    private static bool IsAround(OpenXmlElement shape) => TypeOf(shape) is "sldNum" or "dt" or "ftr" or "hdr";

    private static void Add(BlockBuilder builder, OpenXmlElement shape)
    {
        if (shape is Shape)
        {
            Paragraphs(builder, shape.GetFirstChild<TextBody>(), TypeOf(shape) is "body" or "obj");
            return;
        }

        foreach (var table in shape.Descendants<Drawing.Table>())
        {
            var rows = table.Elements<Drawing.TableRow>()
                .Select(row => (IReadOnlyList<string>)[.. row.Elements<Drawing.TableCell>().Select(cell => cell.HorizontalMerge?.Value == true || cell.VerticalMerge?.Value == true ? "" : TextOf(cell.TextBody))]).ToList();
            builder.Table(rows, rows.Count > 1 && (table.TableProperties?.FirstRow?.Value == true || TableRows.LooksLikeHead(rows)) ? 1 : 0);
        }
    }

    private static void Paragraphs(BlockBuilder builder, OpenXmlElement? body, bool asList)
    {
        var number = 0;
        foreach (var paragraph in body?.Elements<Drawing.Paragraph>() ?? [])
        {
            var properties = paragraph.ParagraphProperties;
            var numbered = properties?.GetFirstChild<Drawing.AutoNumberedBullet>();
            var marked = numbered is not null || properties?.GetFirstChild<Drawing.CharacterBullet>() is not null || asList && properties?.GetFirstChild<Drawing.NoBullet>() is null;
            var text = TextOf(paragraph);
            number = numbered is null ? 0 : number == 0 ? numbered.StartAt?.Value ?? 1 : number + 1;
            if (marked)
            {
                builder.Item(numbered is null ? text : $"{number}. {text}", (properties?.Level?.Value ?? 0) + 1);
            }
            else
            {
                builder.Paragraph(text);
            }
        }
    }

    private static string TextOf(OpenXmlElement? element) => element is null ? "" : element is Drawing.Paragraph
        ? string.Concat(element.ChildElements.Select(child => child is Drawing.Break ? "\n" : child is Drawing.Run or Drawing.Field ? child.GetFirstChild<Drawing.Text>()?.Text : ""))
        : string.Join('\n', element.Elements<Drawing.Paragraph>().Select(TextOf));
}
