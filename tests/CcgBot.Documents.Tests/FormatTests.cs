using System.Text;
using CcgBot.Articles;

namespace CcgBot.Documents.Tests;

public sealed class FormatTests
{
    [Fact]
    public void A_page_gives_its_article_with_title_date_lists_table_and_terms()
    {
        var article = Reading.Article("burns.html");

        article.Title.ShouldBe("Care of burns");
        article.Published.ShouldBe(new DateOnly(2024, 5, 6));
        var texts = article.Texts();
        texts.ShouldContain("Depth: superficial · Heals in: 7 days");
        texts.ShouldContain("Blister: a bubble of fluid under the skin");
        texts.ShouldContain("First line of the verse.");
        texts.ShouldNotContain(text => text.Contains("Shop") || text.Contains("All rights"));
        article.Block("clean water").Layout.ShouldBe(new BlockLayout(BlockForm.ListItem, 1, 1));
        article.Block("1. from the kitchen").Layout.ShouldBe(new BlockLayout(BlockForm.ListItem, 1, 2));
        article.Block("clean water").Section.ShouldBe("What to use");
    }

    [Theory]
    [InlineData("<p>Kein Mensch weiß, wie schön die Straße im Frühling für Fußgänger wäre.</p>", "windows-1252", "weiß")]
    [InlineData("<meta charset=utf-8><p>Нужно мыть руки перед едой каждый день и вытирать их чистым полотенцем.</p>", "windows-1251", "руки")]
    [InlineData("<meta charset=iso-8859-1><p>Ça coûte 5 € à l’entrée.</p>", "utf-8", "€ à l’entrée")]
    [InlineData("<meta charset=shift_jis><p>手を洗ってください。</p>", "shift_jis", "手を洗って")]
    public void A_page_is_read_in_the_encoding_that_its_bytes_are_in(string html, string encoding, string expected)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        Reading.Article("page.html", Encoding.GetEncoding(encoding).GetBytes(html)).Texts().ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void Markdown_gives_front_matter_lists_and_rows()
    {
        var article = Reading.Article("hands.md");

        article.Title.ShouldBe("Hand hygiene");
        article.Published.ShouldBe(new DateOnly(2023, 2, 1));
        article.Texts().ShouldBe(["Wash both hands.", "When", "1. before a meal", "2. after a walk", "Soap: bar · Minutes: 1"]);
        article.Block("1. before a meal").Section.ShouldBe("When");
    }

    [Fact]
    public void A_Word_file_reads_as_Word_shows_it()
    {
        var article = Reading.Article("fever.docx");

        article.Title.ShouldBe("Fever in children");
        article.Texts().ShouldBe(["Measuring", "Measure under the arm. Wait a minute.", "Rectally it is higher.", "When to call", "(c) a stiff neck", "(d) a rash", "paracetamol helps", "Age: 1 year · Dose: 120 mg", "Age: 5 years · Dose: 250 mg"]);
        article.Block("(d) a rash").Section.ShouldBe("Measuring › When to call");
    }

    [Fact]
    public void A_PDF_gives_paragraphs_column_by_column_with_pages_and_without_running_heads()
    {
        var article = Reading.Article("ward.pdf");

        article.Title.ShouldBe("Caring for the ward");
        var texts = article.Texts();
        texts.ShouldContain("Every bed is made before eight, and whoever finds a broken lamp reports it to the porter at once, by telephone or in person, and writes it into the book.");
        texts.ShouldNotContain(text => text.Contains("handbook") || text == "2");
        var visitors = article.Paragraphs.Single(block => block.Text.StartsWith("Visitors come", StringComparison.Ordinal));
        var night = article.Paragraphs.Single(block => block.Text.StartsWith("At night", StringComparison.Ordinal));
        (visitors.Page, visitors.Section).ShouldBe((2, "Visitors"));
        visitors.Text.ShouldEndWith("welcome when they are well.");
        night.Ordinal.ShouldBe(visitors.Ordinal + 1);
        article.Paragraphs.Last().Page.ShouldBe(3);
    }

    [Fact]
    public void Sheets_give_rows_with_their_columns_names_and_questions_with_their_answers()
    {
        var article = Reading.Article("stock.xlsx");

        article.Texts().ShouldBe(["Stock of the store", "Item: Gloves · Pieces: 400", "Item: Masks · Pieces: 250", "Who has the key?", "The porter has it."]);
        article.Block("Item: Masks · Pieces: 250").Section.ShouldBe("Store");
        article.Block("The porter has it.").Layout.ShouldBe(new BlockLayout(BlockForm.Text, 1));
        Reading.Article("drugs.csv").Texts().ShouldBe(["Drug: Aspirin · Dose: 75 mg · Note: daily; with food", "Drug: Heparin · Dose: 5,000 units · Note: injected"]);
    }

    [Fact]
    public void Slides_are_pages_headed_by_their_titles()
    {
        var article = Reading.Article("induction.pptx");

        article.Texts().ShouldBe(["Bring your badge.", "Ask for the tour.", "Fire", "Leave by the stairs."]);
        (article.Block("Leave by the stairs.").Page, article.Block("Leave by the stairs.").Section).ShouldBe((2, "Fire"));
    }

    [Fact]
    public void A_mail_and_its_attachment_are_documents_of_their_own()
    {
        var documents = Reading.Documents("rota.eml", Samples.All["rota.eml"]);

        documents.Select(document => document.Member).ShouldBe(["", "rota.csv"]);
        (documents[0].Title, documents[0].Published, documents[0].Publisher).ShouldBe(("New rota", new DateOnly(2024, 3, 5), "Ward Nine"));
        documents[1].Blocks.ShouldHaveSingleItem().Text.ShouldBe("Day: Monday · Nurse: Kim Lee");
    }

    [Fact]
    public void Rich_text_is_read_in_the_encodings_of_its_fonts()
    {
        var article = Reading.Article("sleep.rtf");

        article.Title.ShouldBe("Sleep");
        article.Texts().ShouldBe(["Café closes early.", "źródło of € 5"]);
    }

    [Fact]
    public void A_book_is_read_in_the_order_of_its_spine()
    {
        var article = Reading.Article("book.epub");

        article.Title.ShouldBe("Two walks");
        article.Texts().ShouldBe(["The river", "The first walk goes along the water.", "The hill", "The second walk goes up."]);
    }

    [Fact]
    public void Archives_give_each_member_by_its_path()
    {
        Reading.Documents("pack.zip", Samples.All["pack.zip"]).Select(document => document.Member).ShouldBe(["burns.html", "sub/drugs.csv", "sub/note.txt"]);
        Reading.Documents("drugs.csv.gz", Samples.All["drugs.csv.gz"]).ShouldHaveSingleItem().Member.ShouldBe("");
    }

    [Theory]
    [InlineData("ward.pdf", "ward.txt")]
    [InlineData("fever.docx", "fever")]
    [InlineData("stock.xlsx", "stock.docx")]
    [InlineData("burns.html", "burns.txt")]
    [InlineData("rota.eml", "rota.dat")]
    [InlineData("sleep.rtf", "sleep.doc")]
    public void The_content_says_the_format_whatever_the_name(string sample, string name) =>
        Reading.Documents(name, Samples.All[sample])[0].Blocks.Count.ShouldBe(Reading.Documents(sample, Samples.All[sample])[0].Blocks.Count);

    [Fact]
    public void Plain_text_and_unknown_files_are_left_to_the_library()
    {
        Reading.Process.Read(new DocumentFile("a.txt", "Just text, with a < sign."u8.ToArray()), Reading.Options, CancellationToken.None).ShouldBeNull();
        Reading.Process.Read(new DocumentFile("a.xyz", [1, 2, 3]), Reading.Options, CancellationToken.None).ShouldBeNull();
    }
}
