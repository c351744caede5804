using CcgBot.Answering;
using Shouldly;

namespace CcgBot.Tests.Answering.Units;

public sealed class AnswerUnitsTests
{
    private const string Hut = """
        Staying at the mountain hut

        The hut is open from June to September and is run by volunteers.

        You must bring:
        • a sleeping bag
        • a torch with spare batteries
        • food for every day of your stay

        You must not bring:
        • gas stoves
        • candles

        The warden lives in the hut all summer.
        """;

    private const string Syrup = "Cough syrup for children\n\nShake the bottle before use.\n\n"
        + "Age\tDose\n1 to 3 years\t2.5 ml\n4 to 6 years\t5 ml\n7 to 11 years\t7.5 ml\n12 years and over\t10 ml\n\nKeep the bottle cool.";

    [Fact]
    public async Task A_list_is_given_whole_with_its_lead_in_each_line_cited()
    {
        using var articles = new AskedArticles(("hut", Hut));

        var claim = (await articles.AnswerAsync("What must I bring to the hut?")).Claims[0];

        claim.Text.ShouldBe("You must bring:\n- a sleeping bag\n- a torch with spare batteries\n- food for every day of your stay");
        claim.Citations.ShouldBe([1, 2, 3, 4]);
        AnswerMarkdown.Of(claim).ShouldBe("You must bring: [1]\n- a sleeping bag [2]\n- a torch with spare batteries [3]\n- food for every day of your stay [4]");
    }

    [Fact]
    public async Task An_item_quoted_alone_carries_its_lead_in_and_that_ones_negation()
    {
        using var articles = new AskedArticles(("hut", Hut));

        var answer = await articles.AnswerAsync("Can I bring gas stoves?");

        answer.Claims[0].Text.ShouldBe("You must not bring: gas stoves");
        answer.Citations.Take(2).Select(citation => citation.Quote).ShouldBe(["gas stoves", "You must not bring:"]);
    }

    [Theory]
    [InlineData("oven", "The oven\n\nIt burns gas.\n\nTo light the oven:\n1. Open the valve.\n2. Press the knob.\n3. Hold a match to the ring.\n\nIt is hot after ten minutes.")]
    [InlineData("oven", "The oven\n\nIt burns gas. To light the oven: 1. Open the valve. 2. Press the knob. 3. Hold a match to the ring. It is hot after ten minutes.")]
    [InlineData("oven.jsonl", "It burns gas.\nTo light the oven:\n1. Open the valve.\n2. Press the knob.\n3. Hold a match to the ring.\nIt is hot after ten minutes.")]
    public async Task Steps_are_given_in_order(string name, string text)
    {
        using var articles = new AskedArticles((name, text));

        (await articles.AnswerAsync("How do I light the oven?")).Claims[0].Text
            .ShouldBe("To light the oven:\n1. Open the valve.\n2. Press the knob.\n3. Hold a match to the ring.");
    }

    [Theory]
    [InlineData("How much syrup for a child of 4 years?", "Age: 4 to 6 years; Dose: 5 ml")]
    [InlineData("What is the dose of syrup for my 9-year-old?", "Age: 7 to 11 years; Dose: 7.5 ml")]
    [InlineData("What dose of syrup for a child of 30 months?", "Age: 1 to 3 years; Dose: 2.5 ml")]
    [InlineData("What dose of syrup does a patient aged 40 take?", "Age: 12 years and over; Dose: 10 ml")]
    public async Task The_row_whose_range_holds_the_age_is_given_with_the_names_of_its_columns(string question, string row)
    {
        using var articles = new AskedArticles(("syrup", Syrup));

        (await articles.AnswerAsync(question)).Claims[0].Text.ShouldBe(row);
    }

    [Fact]
    public async Task No_row_is_given_for_an_age_that_none_is_for()
    {
        using var articles = new AskedArticles(("syrup", Syrup));

        (await articles.AskAsync("What dose of syrup for a baby of 5 months?")).ShouldBeOfType<Answer.Abstention>();
    }

    [Fact]
    public async Task A_row_is_found_by_its_own_words()
    {
        using var articles = new AskedArticles(("fares", "Ferry fares\n\nFares are paid on board.\n\n| Ticket | Single | Return |\n|---|---|---|\n| Adult | £4.50 | £8.00 |\n| Child | £2.25 | £4.00 |\n"));

        (await articles.AnswerAsync("What is the return fare for a child?")).Claims[0].Text.ShouldBe("Ticket: Child; Single: £2.25; Return: £4.00");
    }

    [Fact]
    public async Task A_wrapped_sentence_is_shown_whole_on_one_line_and_quoted_as_it_stands()
    {
        using var articles = new AskedArticles(("leaflet", "Your tablets\n\nKeep the tablets away from light and from children. Do not\ntake them together with grapefruit juice or with milk.\n"));

        var answer = await articles.AnswerAsync("Can I take the tablets with grapefruit juice?");

        answer.Claims[0].Text.ShouldBe("Do not take them together with grapefruit juice or with milk.");
        answer.Citations[0].Quote.ShouldBe("Do not\ntake them together with grapefruit juice or with milk.");
    }

    [Fact]
    public async Task Passages_that_differ_by_a_negation_are_not_cited_together_and_disagree_once()
    {
        const string open = "The east gate of the harbour opens at six on Sundays.";
        using var articles = new AskedArticles(("a", $"Notice\n\n{open}"), ("b", "Newer notice\n\nThe east gate of the harbour does not open at six on Sundays."), ("c", $"Third notice\n\n{open}"));

        var answer = await articles.AnswerAsync("When does the east gate of the harbour open on Sundays?");

        answer.Claims.Count.ShouldBe(2);
        answer.Claims.ShouldAllBe(claim => claim.Citations.All(number => answer.Citations[number - 1].Quote == claim.Text));
        answer.Disagreements.ShouldHaveSingleItem().Citations.ShouldBe([1, 2, 3]);
    }
}
