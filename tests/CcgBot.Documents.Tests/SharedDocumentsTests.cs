using System.Reflection;
using CcgBot.Articles;

namespace CcgBot.Documents.Tests;

/// <summary>Real documents with known pitfalls, where they are at hand: each has what its file says, keeps out what is not its text, or is refused with a reason.</summary>
public sealed class SharedDocumentsTests
{
    private static string Root => Path.Combine(
        Environment.GetEnvironmentVariable("CCGBOT_SHARED") is { Length: > 0 } named ? named
            : Path.Combine(typeof(SharedDocumentsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryRoot").Value!, "..", "shared"),
        "documents");

    [SharedDocumentsTheory]
    [InlineData("pdf/multicolumn.pdf", "This is a sample document with two columns filled with Lorem Ipsum text.", "")]
    [InlineData("pdf/Multiple_Page_-_from_Mortality_Statistics.pdf", "This document provides supporting information for Office for National Statistics (ONS) mortality statistics.", "Mortality Statistics: Metadata")]
    [InlineData("pdf/list-item-example.pdf", "● What is product development and quality assurance, and who is involved?", "")]
    [InlineData("pdf/Publication_of_award_of_Bids_for_Transport_Sector__August_2016.pdf", "Japan Motors Trading Company Limited", "")]
    [InlineData("pdf/90_180_270_rotated.pdf", "Morbi euismod mattis libero, nec porta neque aliquam et.", "")]
    [InlineData("pdf/copy-protected.pdf", "Recent advances in document image analysis", "")]
    [InlineData("pdf/crazyones.pdf", "The ones who see things differently.", "")]
    [InlineData("pdf/testPDF_acroform3.pdf", "Example PDF file that contains a form with a signature field.", "")]
    [InlineData("pdf/testExtraSpaces.pdf", "Here is some formatted text", "")]
    [InlineData("pdf/testPDFTwoTextBoxes.pdf", "Left column line 1 Left column line 2", "")]
    [InlineData("docx/notes.docx", "Test footnote. Test endnote.", "")]
    [InlineData("docx/comments.docx", "And so is this.", "I left a comment.")]
    [InlineData("docx/track_changes_deletion.docx", "This is a text with a deletion.", "")]
    [InlineData("docx/testOptionalHyphen.docx", "optionalhyphen", "")]
    [InlineData("docx/docx-tables.docx", "g&t", "")]
    [InlineData("docx/docx_page_header_footer_first_page.docx", "This is body text on page 1.", "REGULAR FOOTER")]
    [InlineData("html/jis.gov.jm-investment.html", "The conference, which is scheduled for June 13 to 17", "Initial Officer Training Programme")]
    [InlineData("html/bundesrat.de-erinnerungen.html", "als Zeichen des Gedenkens an die Opfer", "Ist dieser Beitrag hilfreich?")]
    [InlineData("html/testBrokenHTMLContainingRFC822.html", "A whole bunch of text.", "")]
    [InlineData("html/html_description_list.html", "Coffee: Black hot drink", "")]
    [InlineData("md/umlauts-non-utf8.md", "können", "")]
    [InlineData("xlsx/stanley-cups.xlsx", "Team: Blues · Location: STL", "")]
    [InlineData("rtf/testRTFWindowsCodepage1250.rtf", "zażółć gęślą jaźń", "")]
    public void A_real_document_has_its_text_and_nothing_else(string file, string has, string lacks)
    {
        var texts = Reading.Article(file, File.ReadAllBytes(Path.Combine(Root, file))).Texts();

        texts.ShouldContain(text => text.Contains(has, StringComparison.Ordinal));
        texts.ShouldNotContain(text => lacks.Length > 0 && text.Contains(lacks, StringComparison.Ordinal));
    }

    [SharedDocumentsTheory]
    [InlineData("pdf/libreoffice-writer-password.pdf", "password")]
    [InlineData("pdf/loremipsum-flat.pdf", "OCR")]
    [InlineData("pdf/issue-791-non-unicode-cmap.pdf", "gibberish")]
    [InlineData("docx/testWORD_truncated.docx", "damaged")]
    public void An_unreadable_document_is_named_with_what_to_do(string file, string reason) =>
        Should.Throw<InvalidDataException>(() => Reading.Documents(Path.GetFileName(file), File.ReadAllBytes(Path.Combine(Root, file)))).Message.ShouldContain(reason);

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SharedDocumentsTheoryAttribute : TheoryAttribute
    {
        public SharedDocumentsTheoryAttribute() =>
            Skip = Directory.Exists(Root) ? null : $"No documents under {Root}: set CCGBOT_SHARED to the folder that holds documents/.";
    }
}
