using System.Text;
using CcgBot.Articles;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using S = DocumentFormat.OpenXml.Spreadsheet;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace CcgBot.Documents.Tests;

/// <summary>What formats hide from a reader that takes them by the letter: signs of symbol fonts, powers, numbers that are dates, merged cells, several tables.</summary>
public sealed class PitfallTests
{
    private const string Math = "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";

    [Fact]
    public void Signs_of_symbol_fonts_and_formulas_are_read_in_Word()
    {
        Word(
            "<w:p><w:r><w:t xml:space=\"preserve\">Give if INR </w:t></w:r><w:r><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/></w:r><w:r><w:t xml:space=\"preserve\"> 5, and 20 </w:t><w:sym w:font=\"Symbol\" w:char=\"006D\"/><w:t>g.</w:t></w:r></w:p>",
            "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r><w:r><w:t xml:space=\"preserve\"> Consent signed</w:t></w:r></w:p>",
            $"<w:p><m:oMath {Math}><m:r><m:t>BMI=</m:t></m:r><m:f><m:num><m:r><m:t>weight</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>height</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath></w:p>",
            $"<w:p><m:oMath {Math}><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:rad><m:e><m:r><m:t>c</m:t></m:r></m:e></m:rad></m:den></m:f></m:oMath></w:p>")
            .ShouldBe(["Give if INR ≥ 5, and 20 μg.", "☑ Consent signed", "BMI=weight/(height^2)", "(a+b)/(√c)"]);
    }

    [Fact]
    public void A_power_a_heading_in_bold_and_a_row_of_names_marked_as_LibreOffice_does_are_read_in_Word()
    {
        const string Cells = "<w:tc><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:tc>";
        var article = WordArticle(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1. Purpose</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">Above 50 × 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>/L.</w:t></w:r></w:p>",
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Never do this alone.</w:t></w:r></w:p>",
            $"<w:tbl><w:tr><w:trPr><w:tblHeader w:val=\"true\"/></w:trPr>{string.Format(null, Cells, "Germ", "Room")}</w:tr><w:tr>{string.Format(null, Cells, "MRSA", "single")}</w:tr></w:tbl>");

        (article.Title, string.Join('|', article.Texts())).ShouldBe(("1. Purpose", "Above 50 × 10⁹/L.|Never do this alone.|Germ: MRSA · Room: single"));
    }

    [Fact]
    public void Colours_and_styles_of_rich_text_are_no_text_and_headings_by_style_are_headings()
    {
        var article = Reading.Article("a.rtf", Encoding.ASCII.GetBytes(
            @"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\colortbl;\red0\green0\blue0;\red255\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\*\cs2 Link;}}\pard\s1 Rounds\par\pard\s0 At eleven.\par\pard\s1 Nights\par\pard\s0 At nine.\par}"));

        (article.Title, string.Join('|', article.Texts())).ShouldBe(("Rounds", "At eleven.|Nights|At nine."));
        article.Block("At nine.").Section.ShouldBe("Nights");
    }

    [Fact]
    public void A_sites_name_is_not_its_articles_title() =>
        Reading.Article("a.html", "<title>New hours - The Ward Blog</title><h1>The Ward Blog</h1><h2>New hours</h2><p>Visitors come from two to eight.</p>"u8.ToArray()).Title.ShouldBe("New hours");

    [Fact]
    public void A_large_first_letter_a_deleted_row_and_a_merged_cell_read_as_they_show()
    {
        const string Cell = "<w:tc><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:tc>";
        static string Row(string first, string second, string properties = "") => $"<w:tr>{properties}{string.Format(null, Cell, first)}{string.Format(null, Cell, second)}</w:tr>";

        Word(
            "<w:p><w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"3\"/></w:pPr><w:r><w:t>O</w:t></w:r></w:p><w:p><w:r><w:t>nce the ward had no lift.</w:t></w:r></w:p>",
            $"<w:tbl>{Row("Name", "Phone")}{Row("Old desk", "999", "<w:trPr><w:del w:id=\"1\" w:author=\"a\"/></w:trPr>")}{Row("New desk", "111")}{Row("Lab", "222")}</w:tbl>")
            .ShouldBe(["Once the ward had no lift.", "Name: New desk · Phone: 111", "Name: Lab · Phone: 222"]);
    }

    [Theory]
    [InlineData("0.25", "0%", "25%")]
    [InlineData("0.125", "0.0%", "12.5%")]
    [InlineData("1.5", "[$£-809]#,##0.00", "£1.5")]
    [InlineData("1.5", "#,##0.00\\ \"€\"", "1.5 €")]
    [InlineData("45356", "dd/mm/yyyy", "5 March 2024")]
    [InlineData("45356", "[$-409]d\\-mmm\\-yy;@", "5 March 2024")]
    [InlineData("45356", "mmm-yy", "March 2024")]
    [InlineData("0.354166666666667", "hh:mm", "08:30")]
    [InlineData("45356.3854166667", "yyyy-mm-dd hh:mm", "5 March 2024 09:15")]
    [InlineData("1.10416666666667", "[h]:mm", "26:30")]
    [InlineData("45356", "#,##0", "45356")]
    [InlineData("45356", "\"days\" 0", "45356")]
    [InlineData("45356", "General", "45356")]
    public void A_number_says_what_its_cell_shows(string value, string code, string shown) => Excel(
        [[("A1", "Name", "inlineStr"), ("B1", "Value", "inlineStr")], [("A2", "x", "inlineStr"), ("B2", value, "n")]], [], code).ShouldBe([$"Name: x · Value: {shown}"]);

    [Fact]
    public void Merged_cells_stand_in_each_of_their_rows_and_names_over_columns_in_each_of_them()
    {
        Excel(
            [
                [("A1", "Doses", "inlineStr")],
                [("A2", "Group", "inlineStr"), ("B2", "Drug", "inlineStr"), ("C2", "Dose", "inlineStr")],
                [("C3", "Child", "inlineStr"), ("D3", "Adult", "inlineStr")],
                [("A4", "Pain", "inlineStr"), ("B4", "Aspirin", "inlineStr"), ("C4", "none", "inlineStr"), ("D4", "300 mg", "inlineStr")],
                [("B5", "Ibuprofen", "inlineStr"), ("C5", "5 mg/kg", "inlineStr"), ("D5", "400 mg", "inlineStr")],
            ],
            ["A1:D1", "A2:A3", "B2:B3", "C2:D2", "A4:A5"])
            .ShouldBe(["Doses", "Group: Pain · Drug: Aspirin · Dose Child: none · Dose Adult: 300 mg", "Group: Pain · Drug: Ibuprofen · Dose Child: 5 mg/kg · Dose Adult: 400 mg"]);
    }

    [Fact]
    public void Tables_that_an_empty_row_parts_have_their_own_names()
    {
        string[] expected = ["Hours", "Day: Monday · From: 8 · To: 17", "Day: Tuesday · From: 9 · To: 18", "Phones", "Place: Desk · Number: 111", "Place: Lab · Number: 222"];

        Reading.Article("two.csv", "Hours\nDay,From,To\nMonday,8,17\nTuesday,9,18\n\nPhones\nPlace,Number\nDesk,111\nLab,222\n"u8.ToArray()).Texts().ShouldBe(expected);
        Excel(
            [
                [("A1", "Hours", "inlineStr")],
                [("A2", "Day", "inlineStr"), ("B2", "From", "inlineStr"), ("C2", "To", "inlineStr")],
                [("A3", "Monday", "inlineStr"), ("B3", "8", "n"), ("C3", "17", "n")],
                [("A4", "Tuesday", "inlineStr"), ("B4", "9", "n"), ("C4", "18", "n")],
                [("A7", "Phones", "inlineStr")],
                [("A8", "Place", "inlineStr"), ("B8", "Number", "inlineStr")],
                [("A9", "Desk", "inlineStr"), ("B9", "111", "n")],
                [("A10", "Lab", "inlineStr"), ("B10", "222", "n")],
            ],
            []).ShouldBe(expected);
    }

    [Fact]
    public void Years_name_columns_and_rows_may_be_short()
    {
        Reading.Article("a.csv", "Year,2021,2022\nAdmissions,1200,1310\nDeaths,12,9\n"u8.ToArray()).Texts().ShouldBe(["Year: Admissions · 2021: 1200 · 2022: 1310", "Year: Deaths · 2021: 12 · 2022: 9"]);
        Reading.Article("b.csv", "Name,Beds\nNine,24\nTen,\n"u8.ToArray()).Texts().ShouldBe(["Name: Nine · Beds: 24", "Name: Ten"]);
    }

    [Fact]
    public void An_empty_row_within_a_table_parts_nothing() =>
        Reading.Article("one.csv", "Drug,Dose\nAspirin,300 mg\n\nIbuprofen,400 mg\nHeparin,5 units\n"u8.ToArray()).Texts()
            .ShouldBe(["Drug: Aspirin · Dose: 300 mg", "Drug: Ibuprofen · Dose: 400 mg", "Drug: Heparin · Dose: 5 units"]);

    [Theory]
    [InlineData("sep=|\nWard|Beds\nNine|24\n", "Ward: Nine · Beds: 24")]
    [InlineData("Stock of ward nine\n\nWard;Beds\nNine, left;24\n", "Ward: Nine, left · Beds: 24")]
    [InlineData("Ward;Price\nNine;1,50\nTen;2,50\n", "Ward: Nine · Price: 1,50")]
    public void The_sign_that_parts_columns_is_found(string csv, string row) => Reading.Article("a.csv", Encoding.UTF8.GetBytes(csv)).Texts().ShouldContain(row);

    [Theory]
    [InlineData("<p>Above 4 × 10<sup>9</sup>/L, or 10<sup>−3</sup> mol.</p>", "Above 4 × 10⁹/L, or 10⁻³ mol.")]
    [InlineData("<p>On the 1<sup>st</sup> of May, 5 m<sup>2</sup>.</p>", "On the 1st of May, 5 m2.")]
    [InlineData("<p><ruby>面会<rp>(</rp><rt>めんかい</rt><rp>)</rp></ruby>時間です。</p>", "面会時間です。")]
    public void Raised_figures_and_readings_do_not_run_into_the_text(string html, string text) => Reading.Article("a.html", Encoding.UTF8.GetBytes(html)).Texts().ShouldBe([text]);

    [Fact]
    public void A_headings_link_to_itself_is_no_part_of_it()
    {
        var article = Reading.Article("a.html", Encoding.UTF8.GetBytes("<h1>Blood<a href=\"#blood\">¶</a></h1><p>Ordered by phone.</p><h2>Urgent <a href='#u'>#</a></h2><p>Say so.</p>"));

        article.Title.ShouldBe("Blood");
        article.Texts().ShouldBe(["Ordered by phone.", "Urgent", "Say so."]);
    }

    [Fact]
    public void Markdown_has_alerts_and_front_matter_of_two_kinds()
    {
        Reading.Article("a.md", "# Oxygen\n\n> [!WARNING]\n> Never smoke near it.\n\nThe target is 94 %.\n"u8.ToArray()).Texts().ShouldBe(["Warning", "Never smoke near it.", "The target is 94 %."]);
        var read = Reading.Documents("b.md", "+++\ntitle = \"Burn care\"\ndate = 2023-08-01\ngroups = [\"burns\"]\n+++\n\nCool the burn.\n"u8.ToArray()).ShouldHaveSingleItem();
        (read.Title, read.Published, read.Groups?.Text).ShouldBe(("Burn care", new DateOnly(2023, 8, 1), "[\"burns\"]"));
    }

    [Fact]
    public void A_mails_signature_is_not_its_text()
    {
        Reading.Article("a.eml", "From: a@example.org\r\nSubject: Hours\r\nMIME-Version: 1.0\r\nMessage-ID: <1@x>\r\n\r\nVisitors may come from two to eight.\r\n\r\n-- \r\nKim Lee\r\nWard Nine\r\n"u8.ToArray()).Texts()
            .ShouldBe(["Visitors may come from two to eight."]);
    }

    private static List<string> Word(params string[] body) => WordArticle(body).Texts();

    private static Article WordArticle(params string[] body)
    {
        var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            word.AddMainDocumentPart().Document = new W.Document(
                $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{string.Concat(body)}</w:body></w:document>");
        }

        return Reading.Article("a.docx", stream.ToArray());
    }

    /// <param name="code">How the numbers of the sheet are shown.</param>
    private static List<string> Excel((string At, string Value, string Type)[][] rows, string[] merged, string code = "General")
    {
        var stream = new MemoryStream();
        using (var excel = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = excel.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new S.Stylesheet(
                new S.NumberingFormats(new S.NumberingFormat { NumberFormatId = 164, FormatCode = code }),
                new S.CellFormats(new S.CellFormat(), new S.CellFormat { NumberFormatId = 164 }));
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new S.Worksheet(new S.SheetData(rows.Select(row => new S.Row(row.Select(cell => cell.Type == "n"
                ? new S.Cell { CellReference = cell.At, CellValue = new S.CellValue(cell.Value), StyleIndex = 1 }
                : new S.Cell(new S.InlineString(new S.Text(cell.Value))) { CellReference = cell.At, DataType = S.CellValues.InlineString }))
            { RowIndex = uint.Parse(row[0].At.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) })));
            if (merged.Length > 0)
            {
                part.Worksheet.Append(new S.MergeCells(merged.Select(range => new S.MergeCell { Reference = range })));
            }

            book.Workbook = new S.Workbook(new S.Sheets(new S.Sheet { Name = "A", SheetId = 1, Id = book.GetIdOfPart(part) }));
        }

        return Reading.Article("a.xlsx", stream.ToArray()).Texts();
    }
}
