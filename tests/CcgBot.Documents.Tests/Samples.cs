using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using P = DocumentFormat.OpenXml.Presentation;
using D = DocumentFormat.OpenXml.Drawing;
using S = DocumentFormat.OpenXml.Spreadsheet;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace CcgBot.Documents.Tests;

/// <summary>Small documents of our own, one of each format, made here.</summary>
internal static class Samples
{
    public const string Html = """
        <!DOCTYPE html><html><head><title>Care of burns</title><meta property="article:published_time" content="2024-05-06T08:00:00Z"></head><body>
        <nav><a href="/">Home</a> <a href="/shop">Shop</a></nav>
        <h1>Care of burns</h1>
        <p>Cool the burn with running water for twenty minutes, and take off rings and watches before it swells.</p>
        <h2>What to use</h2>
        <p>You need:</p><ul><li>clean water</li><li>cling film<ol><li>from the kitchen</li></ol></li></ul>
        <table><tr><th>Depth</th><th>Heals in</th></tr><tr><td>superficial</td><td>7 days</td></tr><tr><td>deep</td><td>3 weeks</td></tr></table>
        <dl><dt>Blister</dt><dd>a bubble of fluid under the skin</dd></dl>
        <p>First line of the verse.<br><br>Second part that is a paragraph of its own, and goes on for a while.</p>
        <footer>© 2024 A hospital. All rights reserved.</footer></body></html>
        """;

    public const string Markdown = "---\ntitle: \"Hand hygiene\"\ndate: 2023-02-01\n---\n# Hand hygiene\n\nWash *both* hands.\n\n## When\n\n1. before a meal\n2. after a walk\n\n| Soap | Minutes |\n|---|---|\n| bar | 1 |\n";

    public const string Csv = "Drug;Dose;Note\nAspirin;75 mg;\"daily; with food\"\nHeparin;5,000 units;injected\n";

    public const string Rtf = @"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset238 Arial;}}{\info{\title Sleep}}\pard Caf\'e9 closes early.\par {\f0 \'9fr\'f3d\'b3o} of \u8364? 5\par}";

    public const string Mail = "From: Ward Nine <ward@example.org>\r\nTo: all@example.org\r\nSubject: New rota\r\nDate: Tue, 05 Mar 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\nMessage-ID: <1@example.org>\r\n"
        + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe rota changes on Monday and everybody gets a copy of it.\r\n"
        + "--b\r\nContent-Type: text/csv; name=rota.csv\r\nContent-Disposition: attachment; filename=rota.csv\r\n\r\nDay,Nurse\r\nMonday,Kim Lee\r\n--b--\r\n";

    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["burns.html"] = Encoding.UTF8.GetBytes(Html),
        ["hands.md"] = Encoding.UTF8.GetBytes(Markdown),
        ["drugs.csv"] = Encoding.UTF8.GetBytes(Csv),
        ["sleep.rtf"] = Encoding.ASCII.GetBytes(Rtf),
        ["rota.eml"] = Encoding.UTF8.GetBytes(Mail),
        ["fever.docx"] = Word(),
        ["ward.pdf"] = Pdf(),
        ["stock.xlsx"] = Excel(),
        ["induction.pptx"] = PowerPoint(),
        ["book.epub"] = Epub(),
        ["pack.zip"] = Zip(("burns.html", Encoding.UTF8.GetBytes(Html)), ("sub/drugs.csv", Encoding.UTF8.GetBytes(Csv)), ("sub/note.txt", Encoding.UTF8.GetBytes("A note\n\nThe note says that the lift is out of order today."))),
        ["drugs.csv.gz"] = Gzip(Encoding.UTF8.GetBytes(Csv)),
    };

    public static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>Headings, a numbered list that starts at 3, a table, a deletion and an insertion, a footnote, a soft hyphen.</summary>
    public static byte[] Word()
    {
        var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new W.Numbering(
                new W.AbstractNum(new W.Level(
                    new W.StartNumberingValue { Val = 3 }, new W.NumberingFormat { Val = W.NumberFormatValues.LowerLetter }, new W.LevelText { Val = "(%1)" })
                { LevelIndex = 0 })
                { AbstractNumberId = 0 },
                new W.NumberingInstance(new W.AbstractNumId { Val = 0 }) { NumberID = 1 });
            main.AddNewPart<FootnotesPart>().Footnotes = new W.Footnotes(new W.Footnote(Words("Rectally it is higher.")) { Id = 2 });
            main.AddNewPart<StyleDefinitionsPart>().Styles = new W.Styles(
                Style("Title", "Title"), Style("Heading1", "heading 1"), Style("Heading2", "heading 2"));
            main.Document = new W.Document(new W.Body(
                Words("Fever in children", "Title"),
                Words("Measuring", "Heading1"),
                new W.Paragraph(Run("Measure under the arm."), new W.Run(new W.FootnoteReference { Id = 2 }),
                    new W.DeletedRun(new W.Run(new W.DeletedText(" Never measure."))), new W.InsertedRun(Run(" Wait a minute."))),
                Words("When to call", "Heading2"),
                Numbered("a stiff neck"),
                Numbered("a rash"),
                new W.Paragraph(Run("para"), new W.Run(new W.SoftHyphen()), Run("cetamol helps")),
                new W.Table(Row("Age", "Dose"), Row("1 year", "120 mg"), Row("5 years", "250 mg"))));
            main.AddNewPart<HeaderPart>().Header = new W.Header(Words("RUNNING HEADER"));
        }

        return stream.ToArray();

        static W.Style Style(string id, string name) => new(new W.StyleName { Val = name }) { StyleId = id, Type = W.StyleValues.Paragraph };
        static W.Run Run(string text) => new(new W.Text(text) { Space = SpaceProcessingModeValues.Preserve });
        static W.Paragraph Words(string text, string? style = null) => style is null ? new(Run(text)) : new(new W.ParagraphProperties(new W.ParagraphStyleId { Val = style }), Run(text));
        static W.Paragraph Numbered(string text) => new(new W.ParagraphProperties(new W.NumberingProperties(new W.NumberingLevelReference { Val = 0 }, new W.NumberingId { Val = 1 })), Run(text));
        static W.TableRow Row(params string[] cells) => new(cells.Select(cell => new W.TableCell(Words(cell))));
    }

    /// <summary>Three pages with a running head and page numbers, a heading, two columns, a word cut at a line's end.</summary>
    public static byte[] Pdf()
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        var bold = builder.AddStandard14Font(Standard14Font.HelveticaBold);
        for (var number = 1; number <= 3; number++)
        {
            var page = builder.AddPage(PageSize.A4);
            page.AddText("Ward handbook, fourth edition", 9, new PdfPoint(60, 810), font);
            page.AddText($"{number}", 9, new PdfPoint(300, 30), font);
            if (number == 1)
            {
                page.AddText("Caring for the ward", 20, new PdfPoint(60, 760), bold);
                Lines(page, 60, 730, "Every bed is made before eight, and whoever finds a broken", "lamp reports it to the porter at once, by telephone or in per-", "son, and writes it into the book.");
            }
            else if (number == 2)
            {
                page.AddText("Visitors", 14, new PdfPoint(60, 760), bold);
                Lines(page, 60, 730, "Visitors come in the afternoon,", "two at a time, and wash their", "hands at the door. Children are", "welcome when they are well.");
                Lines(page, 330, 730, "At night the doors are locked.", "Ring the bell and wait for the", "nurse, who will bring you to the", "bed of whom you visit.");
            }
            else
            {
                Lines(page, 60, 730, "The last page says only that the kitchen closes at nine, and that", "the cook leaves soup for whoever comes late from theatre.");
            }
        }

        return builder.Build();

        void Lines(PdfPageBuilder page, double x, double y, params string[] lines)
        {
            foreach (var line in lines)
            {
                page.AddText(line, 10, new PdfPoint(x, y), font);
                y -= 12;
            }
        }
    }

    public static byte[] Excel()
    {
        var stream = new MemoryStream();
        using (var excel = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = excel.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new S.Worksheet(new S.SheetData(Row("Stock of the store"), Row("Item", "Pieces"), Row("Gloves", "400"), Row("Masks", "250")));
            var faq = book.AddNewPart<WorksheetPart>();
            faq.Worksheet = new S.Worksheet(new S.SheetData(Row("Question", "Answer"), Row("Who has the key?", "The porter has it.")));
            book.Workbook = new S.Workbook(new S.Sheets(
                new S.Sheet { Name = "Store", SheetId = 1, Id = book.GetIdOfPart(part) }, new S.Sheet { Name = "FAQ", SheetId = 2, Id = book.GetIdOfPart(faq) }));
        }

        return stream.ToArray();

        static S.Row Row(params string[] cells) => new(cells.Select(cell => new S.Cell(new S.InlineString(new S.Text(cell))) { DataType = S.CellValues.InlineString }));
    }

    public static byte[] PowerPoint()
    {
        var stream = new MemoryStream();
        using (var show = PresentationDocument.Create(stream, PresentationDocumentType.Presentation))
        {
            var main = show.AddPresentationPart();
            var ids = new P.SlideIdList();
            main.Presentation = new P.Presentation(ids);
            uint id = 256;
            foreach (var (title, bullets) in ((string, string[])[])[("Induction", ["Bring your badge.", "Ask for the tour."]), ("Fire", ["Leave by the stairs."])])
            {
                var part = main.AddNewPart<SlidePart>();
                part.Slide = new P.Slide(new P.CommonSlideData(new P.ShapeTree(Shape(P.PlaceholderValues.Title, title), Shape(P.PlaceholderValues.Body, bullets))));
                ids.Append(new P.SlideId { Id = id++, RelationshipId = main.GetIdOfPart(part) });
            }
        }

        return stream.ToArray();

        static P.Shape Shape(P.PlaceholderValues type, params string[] lines) => new(
            new P.NonVisualShapeProperties(new P.NonVisualDrawingProperties { Id = 1, Name = "x" }, new P.NonVisualShapeDrawingProperties(), new P.ApplicationNonVisualDrawingProperties(new P.PlaceholderShape { Type = type })),
            new P.ShapeProperties(),
            new P.TextBody([new D.BodyProperties(), .. lines.Select(line => new D.Paragraph(new D.Run(new D.Text(line))))]));
    }

    public static byte[] Epub() => Zip(
        ("mimetype", "application/epub+zip"u8.ToArray()),
        ("META-INF/container.xml", Encoding.UTF8.GetBytes("""<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>""")),
        ("OPS/book.opf", Encoding.UTF8.GetBytes("""<package xmlns:dc="d"><dc:title>Two walks</dc:title><manifest><item id="b" href="b.xhtml"/><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>""")),
        ("OPS/b.xhtml", Encoding.UTF8.GetBytes("<html><body><h1>The hill</h1><p>The second walk goes up.</p></body></html>")),
        ("OPS/a.xhtml", Encoding.UTF8.GetBytes("<html><body><h1>The river</h1><p>The first walk goes along the water.</p></body></html>")));
}
