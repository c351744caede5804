using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Hosting;
using CcgBot.Text;

namespace CcgBot.Tests.Answering;

public sealed partial class SupportCheckTests
{
    private const string Groups =
        "Strategic Health Authority (SHA) risk assessments found that eight clinical commissioning groups (CCGs) were not ready in November 2012. " +
        "Dr Anna Coleman of the University of Manchester led the study, which was published on 16 November 2012 and cost £1.5 million. " +
        "Between 10 and 20 per cent of GPs could leave. The team interviewed 91 people over three months.";

    [Theory]
    [InlineData("Eight CCGs were not ready in November 2012.")]
    [InlineData("8 clinical commissioning groups weren't ready.")]
    [InlineData("Anna Coleman led the study.")]
    [InlineData("The study was led by Dr Anna Coleman of Manchester University.")]
    [InlineData("The study was published on November 16, 2012.")]
    [InlineData("The study was published on 2012-11-16.")]
    [InlineData("The study cost 1.5 million pounds.")]
    [InlineData("The study cost £1,500,000.")]
    [InlineData("Between 10% and 20% of GPs could leave.")]
    [InlineData("Ninety-one people were interviewed over 3 months.")]
    [InlineData("According to the article, the team interviewed 91 people.")]
    public void Passes_what_the_paragraph_says_in_other_forms(string claim) => Assert.Equal(Verdict.Yes, SupportCheck.Check(claim, [Groups]));

    [Theory]
    [InlineData("Nine CCGs were not ready in November 2012.", "Nine")]
    [InlineData("Eighty CCGs were not ready.", "Eighty")]
    [InlineData("8% of CCGs were not ready.", "8")]
    [InlineData("The team interviewed 91 people over three weeks.", "three")]
    [InlineData("The study cost $1.5 million.", "1.5 million")]
    [InlineData("The study cost £15 million.", "15 million")]
    [InlineData("The team interviewed 20 people.", "20")]
    [InlineData("Eighteen per cent of GPs could leave.", "Eighteen")]
    public void Withholds_a_number_that_is_not_the_paragraphs(string claim, string number) => Rejects(claim, $"does not give {number}");

    [Theory]
    [InlineData("The study was published on 17 November 2012.")]
    [InlineData("The study was published on 16 November 2013.")]
    [InlineData("The study was published in December 2012.")]
    [InlineData("The study was published on 2012-11-17.")]
    public void Withholds_a_date_that_is_not_the_paragraphs(string claim) => Rejects(claim, "does not give the date");

    [Theory]
    [InlineData("Dr Anna Smith led the study.")]
    [InlineData("Jeremy Hunt led the study.")]
    [InlineData("The study was led by the University of Leeds.")]
    [InlineData("The NHSCB found that eight groups were not ready.")]
    [InlineData("Anna Manchester led the study in November 2012 of the University of Coleman.")]
    public void Withholds_a_name_that_is_not_the_paragraphs(string claim) => Rejects(claim, "does not name");

    [Theory]
    [InlineData("Eight CCGs were ready in November 2012.", "denies this")]
    [InlineData("Dr Anna Coleman did not lead the study.", "does not deny this")]
    [InlineData("The study was never published.", "does not deny this")]
    [InlineData("No people were interviewed.", "does not deny this")]
    [InlineData("Between 10 and 20 per cent of GPs will leave.", "leaves this open")]
    public void Withholds_a_claim_that_turns_or_hardens_the_statement(string claim, string reason) => Rejects(claim, reason);

    [Theory]
    [InlineData("All CCGs were not ready.", "does not say \"All\"")]
    [InlineData("Only eight CCGs were not ready.", "does not say \"Only\"")]
    [InlineData("Most GPs could leave.", "does not say \"Most\"")]
    public void Withholds_a_claim_that_is_stronger_than_the_paragraph(string claim, string reason) => Rejects(claim, reason);

    [Theory]
    [InlineData("The rate of infection decreased.", "The rate of infection increased.")]
    [InlineData("The drug is unsafe in pregnancy.", "The drug is safe in pregnancy.")]
    [InlineData("Take it after meals.", "Take it before meals.")]
    [InlineData("The panel rejected the plan.", "The panel approved the plan.")]
    public void Withholds_the_opposite(string claim, string paragraph) => Assert.False(SupportCheck.Check(claim, [paragraph]).Supported);

    [Theory]
    [InlineData("Visit the website to claim a prize.")]
    [InlineData("The study recommends taking aspirin daily.")]
    [InlineData("People should send their password to the team.")]
    [InlineData("Anna Coleman of the University of Manchester led the study published in November 2012. Take aspirin.")]
    [InlineData("Anna Coleman of the University of Manchester led the study, see evil dot com for the risk assessments of the clinical commissioning groups.")]
    public void Withholds_content_that_is_not_the_paragraphs(string claim) => Assert.False(SupportCheck.Check(claim, [Groups]).Supported);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("…!")]
    public void Withholds_a_claim_that_says_nothing(string claim) => Rejects(claim, "Nothing is said");

    [Fact]
    public void Withholds_everything_when_no_paragraph_is_cited() => Assert.False(SupportCheck.Check("Eight CCGs were not ready.", []).Supported);

    [Fact]
    public void A_fragment_that_cuts_off_the_denial_is_withheld() =>
        Assert.False(SupportCheck.Check("The groups were safe.", ["It is not true that the groups were safe."]).Supported);

    [Fact]
    public void Words_from_all_over_a_paragraph_say_nothing_together() => Assert.False(SupportCheck.Check(
        "CCGs are harmful.", ["Many CCGs were studied. The study took two years. Its authors met often. Some found long meetings harmful."]).Supported);

    [Fact]
    public void Two_cited_paragraphs_support_one_claim_together() => Assert.Equal(
        Verdict.Yes, SupportCheck.Check("Eight groups were not ready and 91 people were interviewed.", ["Eight groups were not ready.", "The team interviewed 91 people."]));

    [Fact]
    public void Every_sentence_of_the_seeds_passes_against_its_own_paragraph()
    {
        var rejected = SeedParagraphs()
            .SelectMany(paragraph => SentencePattern().Split(paragraph).Append(paragraph)
                .Concat(SentenceSplitter.Split(paragraph).Select(span => paragraph[span.Start..span.End])).Select(sentence => (sentence, verdict: SupportCheck.Check(sentence, [paragraph]))))
            .Where(item => !item.verdict.Supported && item.sentence.Any(char.IsLetterOrDigit))
            .ToList();
        Assert.Empty(rejected);
    }

    [Fact]
    public void Every_sentence_of_the_seeds_with_a_changed_number_is_withheld()
    {
        var passed = SeedParagraphs()
            .SelectMany(paragraph => SentencePattern().Split(paragraph).Select(sentence => (sentence, paragraph)))
            .SelectMany(item => NumberPattern().Matches(item.sentence).Select(match => (
                item.paragraph, changed: item.sentence[..match.Index] + (int.Parse(match.Value) + 7) + item.sentence[(match.Index + match.Length)..])))
            .Where(item => SupportCheck.Check(item.changed, [item.paragraph]).Supported)
            .ToList();
        Assert.Empty(passed);
    }

    [Theory]
    [InlineData("\u0000\ud800")]
    [InlineData("'’'’ 99999999999999999999999999999999999999 %£")]
    [InlineData("May 2012 32 Dec 99/99/9999")]
    public void Takes_any_text(string text)
    {
        SupportCheck.Check(text, [text, Groups]);
        SupportCheck.Check(Groups, [text]);
    }

    private static void Rejects(string claim, string reason)
    {
        var verdict = SupportCheck.Check(claim, [Groups]);
        Assert.False(verdict.Supported, claim);
        Assert.Contains(reason, verdict.Reason);
    }

    private static IEnumerable<string> SeedParagraphs() =>
        Directory.EnumerateFiles(Home.Locate().Seeds, "*.txt").SelectMany(File.ReadLines).Where(line => line.Any(char.IsLetter));

    [GeneratedRegex(@"(?<=[.!?]['""’”)]*)\s+")]
    private static partial Regex SentencePattern();

    [GeneratedRegex(@"(?<!\d)\d{1,4}(?!\d)")]
    private static partial Regex NumberPattern();
}
