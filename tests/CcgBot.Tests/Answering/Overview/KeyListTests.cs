using CcgBot.Answering.Overview;
using CcgBot.Articles;
using Shouldly;

namespace CcgBot.Tests.Answering.Overview;

public sealed class KeyListTests
{
    [Fact]
    public void The_list_is_the_one_whose_lead_in_stands_under_the_heading() =>
        KeyList.Of(With("Main results", "The main results of the survey were:", "• more hens in the valley", "• fewer foxes", "How it was done"))
            .Select(block => block.Text).ShouldBe(["• more hens in the valley", "• fewer foxes"]);

    [Fact]
    public void The_first_that_has_items_is_taken() =>
        KeyList.Of(With("The key points were agreed in May.", "Key findings include:", "1. the well is dry", "2. the pump is not"))
            .Select(block => block.Text).ShouldBe(["1. the well is dry", "2. the pump is not"]);

    [Fact]
    public void A_heading_without_items_has_none() => KeyList.Of(With("Key points", "We counted hens for a year.")).ShouldBeEmpty();

    private static Article With(params string[] paragraphs) =>
        new("survey", "A survey", null, null, null, "v1", [.. paragraphs.Select((text, i) => new Block(BlockKind.Paragraph, text, i + 1))]);
}
