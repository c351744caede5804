using CcgBot.Answering;
using Shouldly;

namespace CcgBot.Tests.Answering.Naming;

/// <summary>Two names that differ by a letter are two things; a name that no article has may be a slip of one that some has.</summary>
public sealed class LookalikeNamesTests : SmallCorpus
{
    protected override IReadOnlyDictionary<string, string> Articles { get; } = new Dictionary<string, string>
    {
        ["lindomer"] = """
            Lindomer drops

            Lindomer drops are given to children from 2 to 9 years for three days. The bottle of Lindomer is kept in the dark.

            Age        Dose
            2–5 years  2 drops
            6–9 years  3 drops

            Published by Fern Pharma Ltd. in August 2022. Written by Dr Ada Holm and Rui Costa.
            """,
        ["lindomar"] = """
            Lindomar drops

            Lindomar drops are given to people of 10 years and over for five days. The bottle of Lindomar is kept in the refrigerator.

            Age                Dose
            10–15 years        5 drops
            16 years and over  8 drops

            The ticket office at the pier opens at 9 am in summer. In winter the ticket office at the pier closes at 3 pm.
            """,
    };

    [Fact]
    public async Task The_row_of_another_medicine_is_no_answer()
    {
        ((await AskAsync("What is the dose of Lindomer for a 12 year old?")) as Answer.Grounded)?.Claims.ShouldNotContain(claim => claim.Text.Contains("5 drops"));
        Said(await GroundedAsync("What is the dose of Lindomar for a 12 year old?")).ShouldContain("5 drops");
        Said(await GroundedAsync("What is the dose of Lindomer for a 7 year old?")).ShouldContain("3 drops");
    }

    [Fact]
    public async Task A_slip_in_a_name_that_no_article_has_is_still_understood() =>
        Said(await GroundedAsync("Where is the bottle of Lindommar kept?")).ShouldContain("refrigerator");

    [Fact]
    public async Task When_something_opens_is_not_answered_with_when_it_closes() =>
        Said(await GroundedAsync("When does the ticket office at the pier open?")).ShouldNotContain("closes");

    [Fact]
    public async Task Where_the_record_is_silent_the_articles_own_line_is_quoted() =>
        Said(await GroundedAsync("Who wrote the article about Lindomer?")).ShouldContain("Written by Dr Ada Holm and Rui Costa");
}
