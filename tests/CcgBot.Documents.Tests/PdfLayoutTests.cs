using CcgBot.Articles;

namespace CcgBot.Documents.Tests;

/// <summary>Layouts that PDFs come in, each made small.</summary>
public sealed class PdfLayoutTests
{
    private static readonly string[] Body =
    [
        "The ward keeps its own book of everything that is given at night, and whoever",
        "gives it writes the hour, the dose and the name of the patient into that book.",
    ];

    [Fact]
    public void A_table_whose_column_names_hold_units_or_figures_names_its_cells()
    {
        var pdf = new RawPdf().Lines(60, 760, Body).Words(60, 700, "Table 1: Beds and rooms", bold: true);
        double[] columns = [60, 170, 290, 420];
        string[][] rows = [["Ward", "Beds (of 100)", "Area (m2)", "Head"], ["North", "12", "1,340", "A. Lee"], ["South", "9", "980", "B. Roy"], ["East", "31", "2,115", "C. Ost"]];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                pdf.Words(columns[column], 680 - 15 * row, rows[row][column]);
            }
        }

        Texts(pdf).ShouldContain("Ward: South · Beds (of 100): 9 · Area (m2): 980 · Head: B. Roy");
    }

    [Fact]
    public void Years_over_columns_are_their_names()
    {
        var pdf = new RawPdf().Lines(60, 760, Body);
        double[] columns = [60, 220, 320, 420];
        string[][] rows = [["Measure", "2021", "2022", "2023"], ["Falls", "14", "11", "7"], ["Infections", "3", "5", "2"], ["Complaints", "21", "19", "30"]];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                pdf.Words(columns[column], 680 - 15 * row, rows[row][column]);
            }
        }

        Texts(pdf).ShouldContain("Measure: Falls · 2021: 14 · 2022: 11 · 2023: 7");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Column_names_of_two_lines_are_one_name(bool ruled)
    {
        var pdf = new RawPdf().Lines(60, 760, Body);
        double[] columns = [60, 200, 320, 440];
        string[] first = ["Drug", "Dose for", "Dose for", "Given"];
        string[] second = ["", "children (mg)", "adults (mg)", "at"];
        string[][] rows = [["Aspirin", "75", "300", "noon"], ["Heparin", "20", "40", "night"], ["Insulin", "4", "8", "morning"]];
        for (var column = 0; column < columns.Length; column++)
        {
            pdf.Words(columns[column], 690, first[column], bold: true);
            if (second[column].Length > 0)
            {
                pdf.Words(columns[column], 678, second[column], bold: true);
            }

            for (var row = 0; row < rows.Length; row++)
            {
                pdf.Words(columns[column], 658 - 20 * row, rows[row][column]);
            }
        }

        if (ruled)
        {
            foreach (var y in (double[])[704, 672, 652, 632, 612])
            {
                pdf.Rule(55, 540, y);
            }
        }

        Texts(pdf).ShouldContain("Drug: Heparin · Dose for children (mg): 20 · Dose for adults (mg): 40 · Given at: night");
    }

    [Fact]
    public void Two_tables_side_by_side_are_two()
    {
        var pdf = new RawPdf();
        foreach (var (x, name) in ((double, string)[])[(50, "North"), (310, "South")])
        {
            pdf.Words(x, 760, $"Rooms of the {name} wing", 12, bold: true);
            string[][] rows = [["Room", "What it is for"], [$"{name[..1]}1", "Visits of one family at a time"], [$"{name[..1]}2", "Talks with the doctor on call"], [$"{name[..1]}3", "Rest of those who stay the night"]];
            for (var row = 0; row < rows.Length; row++)
            {
                pdf.Words(x, 730 - 16 * row, rows[row][0]).Words(x + 55, 730 - 16 * row, rows[row][1]).Rule(x - 3, x + 225, 726 - 16 * row);
            }

            pdf.Lines(x, 650, $"* The {name} wing is closed at night, and", "its doors are locked by the porter.");
        }

        var texts = Texts(pdf);

        var last = texts.FindIndex(text => text.Contains("N3", StringComparison.Ordinal) && text.EndsWith("Rest of those who stay the night", StringComparison.Ordinal));
        last.ShouldBeGreaterThanOrEqualTo(0);
        texts.FindIndex(text => text.Contains("The North wing is closed at night, and its doors are locked", StringComparison.Ordinal)).ShouldBeGreaterThan(last);
        texts.FindIndex(text => text.Contains("S1", StringComparison.Ordinal)).ShouldBeGreaterThan(last);
    }

    [Fact]
    public void A_table_among_text_as_wide_is_a_table()
    {
        var pdf = new RawPdf().Lines(60, 760, Body);
        string[][] rows = [["Ward", "What is done there"], ["North", "Burns, and the care of scars"], ["South", "Eyes"], ["East", "Children under five years"]];
        for (var row = 0; row < rows.Length; row++)
        {
            pdf.Words(60, 715 - 14 * row, rows[row][0], bold: row == 0).Words(160, 715 - 14 * row, rows[row][1], bold: row == 0);
        }

        Texts(pdf.Lines(60, 645, Body)).ShouldBe([string.Join(' ', Body), "Ward: North · What is done there: Burns, and the care of scars", "Ward: South · What is done there: Eyes", "Ward: East · What is done there: Children under five years", string.Join(' ', Body)]);
    }

    [Fact]
    public void Paragraphs_that_hang_are_whole()
    {
        var pdf = new RawPdf();
        string[][] verses =
        [
            ["Here is to the night nurse.", "She wakes when all the others sleep."],
            ["Who counts the drops and writes them", "down, and never asks to be thanked for", "what she does."],
            ["She has the keys.", "No door is shut to her."],
            ["In the morning she hands over the book", "and goes home."],
        ];
        var y = 760.0;
        foreach (var verse in verses)
        {
            for (var line = 0; line < verse.Length; line++)
            {
                pdf.Words(line == 0 ? 60 : 74, y, verse[line]);
                y -= 12;
            }

            y -= 5;
        }

        Texts(pdf).ShouldBe([.. verses.Select(verse => string.Join(' ', verse))]);
    }

    [Fact]
    public void A_list_of_references_without_gaps_hangs_too()
    {
        var pdf = new RawPdf();
        string[][] entries = [["Adams, P. and Boyd, C. Care at night in", "small hospitals. The Ward, 2011. A paper", "of forty pages."], ["Cole, D. Books of the ward. London:", "The Press, 2009. In its second edition,", "with plates."]];
        var y = 760.0;
        foreach (var entry in entries)
        {
            for (var line = 0; line < entry.Length; line++)
            {
                pdf.Words(line == 0 ? 60 : 78, y, entry[line]);
                y -= 12;
            }
        }

        Texts(pdf).ShouldBe([.. entries.Select(entry => string.Join(' ', entry))]);
    }

    [Fact]
    public void A_stamp_along_the_margin_is_no_text_and_parts_none()
    {
        var pdf = new RawPdf().Words(25, 300, "Printed from the intranet on 4 May 2024", 14, turn: 90).Lines(80, 760, Body);
        for (var y = 700; y > 100; y -= 40)
        {
            pdf.Lines(80, y, Body);
        }

        Texts(pdf).ShouldAllBe(text => text.StartsWith("The ward keeps", StringComparison.Ordinal));
    }

    [Fact]
    public void Blocks_turned_each_its_own_way_are_whole_and_in_the_order_in_which_they_stand()
    {
        var pdf = new RawPdf();
        for (var line = 0; line < 3; line++)
        {
            pdf.Words(100 + 12 * line, 500, $"Left block, line {line + 1} of three", turn: 90);
            pdf.Words(400 - 12 * line, 700, $"Right block, line {line + 1} of three", turn: 270);
            pdf.Words(450, 100 + 12 * line, $"Foot block, line {line + 1} of three", turn: 180);
        }

        Texts(pdf).ShouldBe([.. ((string[])["Left", "Right", "Foot"]).Select(block => string.Join(' ', Enumerable.Range(1, 3).Select(line => $"{block} block, line {line} of three")))]);
    }

    [Fact]
    public void A_sentence_that_a_column_cuts_after_a_comma_or_in_brackets_goes_on()
    {
        var pdf = new RawPdf();
        string[] left = ["Bring to the ward what is yours, and", "leave at home what is not: a towel, a", "comb and the letter of your doctor [3,"];
        string[] right = ["14], which says what you were given.", "Ask the porter for the way to the ward", "and for a place to leave your coat in."];
        for (var y = 760; y > 650; y -= 60)
        {
            pdf.Lines(60, y, y == 760 ? ["Whoever comes in the morning has time", "to look around, and whoever comes late", "at night is brought to bed at once."] : left);
            pdf.Lines(320, y, y == 760 ? right : ["Whoever leaves signs the book, and the", "porter keeps the key until the evening", "when the next patient comes."]);
        }

        Texts(pdf).ShouldContain(text => text.Contains("your doctor [3, 14], which says", StringComparison.Ordinal));
    }

    [Fact]
    public void Bullets_that_are_drawn_and_no_letters_begin_items()
    {
        var pdf = new RawPdf().Lines(60, 760, Body);
        string[] items = ["wash your hands before and after you touch the patient or the bed", "a mask", "an apron"];
        for (var i = 0; i < items.Length; i++)
        {
            pdf.Dot(66, 702 - 12 * i).Words(80, 700 - 12 * i, items[i]);
        }

        Texts(pdf).ShouldBe([string.Join(' ', Body), .. items.Select(item => "• " + item)]);
    }

    [Fact]
    public void Cells_that_only_a_drawn_line_parts_are_cells()
    {
        var pdf = new RawPdf().Lines(60, 760, Body);
        string[][] rows = [["Sign", "Limit"], ["Pulse rate", "over 130"], ["Breaths", "over 25"], ["Urine", "under 0.5 ml"]];
        for (var row = 0; row < rows.Length; row++)
        {
            pdf.Words(60, 700 - 15 * row, rows[row][0]).Words(112, 700 - 15 * row, rows[row][1]).Rule(58, 180, 711 - 15 * row);
        }

        pdf.Wall(58, 651, 711).Wall(109.5, 651, 711).Wall(180, 651, 711).Rule(58, 180, 651);

        Texts(pdf).ShouldContain("Sign: Pulse rate · Limit: over 130");
    }

    [Fact]
    public void A_power_is_no_other_number_and_large_signs_in_the_next_column_pull_no_lines_together()
    {
        var pdf = new RawPdf().Words(60, 760, "White cells are above 4 x 10").Words(186, 764, "9", 6).Words(189.6, 760, "/L before the second dose of the medicine is given to anybody.");
        pdf.Lines(60, 700, "The nurse in charge tells the doctor", "on call and writes down the hour of", "the fall, and looks in every half hour.");
        pdf.Lines(320, 697, "Patients who take thinners of the blood", "are at higher risk, and a scan of the", "head is made within eight hours.").Words(320, 693.5, "", 13).Words(306, 692.5, "*", 13);

        var texts = Texts(pdf);
        texts.ShouldContain(text => text.Contains("10⁹/L before", StringComparison.Ordinal));
        texts.ShouldContain("The nurse in charge tells the doctor on call and writes down the hour of the fall, and looks in every half hour.");
    }

    [Fact]
    public void Titles_of_chapters_at_the_head_of_pages_are_no_running_heads_and_a_title_stands_over_all_columns()
    {
        var pdf = new RawPdf();
        for (var page = 1; page <= 4; page++)
        {
            pdf.Words(60, 790, $"Ward handbook, page {page}", 8).Words(60, 760, $"Chapter {page}", 18, bold: true);
            pdf.Lines(60, 730, $"The text of chapter number {page} is not long, and it says that the porter", "has the key of the store and gives it to nobody else.");
            pdf = page < 4 ? pdf.NextPage() : pdf;
        }

        Texts(pdf).Where(text => text.StartsWith("Chapter", StringComparison.Ordinal)).ShouldBe(["Chapter 2", "Chapter 3", "Chapter 4"]);

        pdf = new RawPdf().Words(262, 770, "News", 24, bold: true);
        for (var column = 0; column < 3; column++)
        {
            pdf.Lines(60 + 170 * column, 740, $"Column {column + 1} says what was", "done on the wards last week", "and who did it, and it thanks", "those who came to help us.");
        }

        Reading.Article("page.pdf", pdf.Bytes()).Title.ShouldBe("News");
        Texts(pdf).Select(text => text[..8]).ShouldBe(["Column 1", "Column 2", "Column 3"]);
    }

    private static List<string> Texts(RawPdf pdf) => Reading.Article("page.pdf", pdf.Bytes()).Texts();
}
