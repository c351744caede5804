using CcgBot.Answering;
using CcgBot.Evidence;
using CcgBot.Privacy;
using CcgBot.Tests.Evidence;
using CcgBot.Text;
using Shouldly;

namespace CcgBot.Tests.Privacy;

/// <summary>Two hundred forms in which people type what points to one person, and five hundred ordinary sentences that stay as they are.</summary>
public sealed class MaskingFormsTests
{
    private const double LeastPrecision = 0.99;

    // Made up: the check digits are right, the phone numbers are Ofcom's for drama or of no one.
    private static readonly string[] Nhs = ["9434765919", "9991186255", "9997517970"];

    private static readonly string[] NhsShapes =
    [
        "{0}", "{1} {2} {3}", "{1}-{2}-{3}", "{1}.{2}.{3}", "{1}  {2}  {3}", "{1}_{2}_{3}", "{1}\u00a0{2}\u00a0{3}", "{1}\u2013{2}\u2013{3}", "{1}\u2009{2}\u2009{3}", "{1} - {2} - {3}",
        "{4}", "{5}", "{6}", "{1}\u200b{2}\u200b{3}", "NHS no {1}/{2}/{3}", "NHS number: {1}, {2}, {3}", "nhs num is {0}", "NHS#{0}", "CHI {0}", "H&C no. {1} {2} {3}", "({1}) {2} {3}",
    ];

    public static TheoryData<string> Forms => [.. All()];

    [Fact]
    public void There_are_two_hundred_forms() => All().Distinct().Count().ShouldBeGreaterThanOrEqualTo(200);

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_that_people_type_is_masked(string form)
    {
        var masked = PersonalData.Mask($"Which board pays for {form} now?").Text;

        masked.ShouldContain(PersonalData.Mark);
        // Nothing of the number or address is left but its label.
        masked.Count(char.IsDigit).ShouldBe(0, masked);
        masked.ShouldNotContain("@");
        masked.ShouldNotContain("example");
    }

    [Fact]
    public void Ordinary_sentences_stay_as_they_are()
    {
        var sentences = Ordinary().Distinct().ToList();
        sentences.Count.ShouldBeGreaterThanOrEqualTo(500);

        var changed = sentences.Where(sentence => PersonalData.Mask(sentence).Text != sentence).ToList();

        (1 - ((double)changed.Count / sentences.Count)).ShouldBeGreaterThanOrEqualTo(LeastPrecision, string.Join('\n', changed));
    }

    [Theory]
    [InlineData("Which ward is my patient John Smith on?", "John")]
    [InlineData("My mother Edith Mary Jones needs a referral", "Jones")]
    [InlineData("Can Mrs O'Neill have a personal budget?", "O'Neill")]
    [InlineData("pt: Ravi Kumar, which board pays?", "Kumar")]
    [InlineData("The name is Ann Lee", "Lee")]
    [InlineData("does mr patel qualify", "patel")]
    public void A_patients_name_is_not_kept_in_the_gaps_report(string question, string name)
    {
        using var store = new TemporaryStore();
        store.Log.Append(TemporaryStore.Record(question, "abstention"));
        using var gaps = new Gaps(store.Log);

        var group = gaps.Find().Groups.ShouldHaveSingleItem();

        group.Topic.ShouldNotContain(name);
        group.Questions.ShouldHaveSingleItem().Text.ShouldNotContain(name);
    }

    private static IEnumerable<string> All()
    {
        foreach (var number in Nhs)
        {
            foreach (var shape in NhsShapes)
            {
                yield return string.Format(
                    System.Globalization.CultureInfo.InvariantCulture, shape, number, number[..3], number[3..6], number[6..], string.Join(' ', number.AsEnumerable()),
                    Script(number, '\uFF10'), Script(number, '\u0660'));
            }
        }

        string[] others =
        [
            "nine four three four seven six five nine one nine", "nine-four-three four-seven-six five-nine-one-nine", "NHS no 943 476 5918", "nhs number 943-476-5910", "my nhs no. is 9434765910",
            "9-4-3-4-7-6-5-9-1-9", "9.4.3.4.7.6.5.9.1.9", "\u096F\u096A\u0969\u096A\u096D\u096C\u096B\u096F\u0967\u096F",
            "4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111", "4111.1111.1111.1111", "4111  1111  1111  1111", "5500 0000 0000 0004", "5500-0000-0000-0004", "340000000000009",
            "3400 000000 00009", "6011 0000 0000 0004", "\uFF14\uFF11\uFF11\uFF11 \uFF11\uFF11\uFF11\uFF11 \uFF11\uFF11\uFF11\uFF11 \uFF11\uFF11\uFF11\uFF11", "4111_1111_1111_1111",
            "SW1A 1AA", "sw1a 1aa", "SW1A1AA", "sw1a1aa", "M1 1AE", "m11ae", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A-1BB", "ec1a.1bb", "W1A 0AX", "LS2\u00a09JT", "S W 1 A 1 A A", "M 1 1 A E", "GIR 0AA",
            "\uFF33\uFF37\uFF11\uFF21 \uFF11\uFF21\uFF21", "Sw1A  1aA", "BT1 5GS", "ZE1 0AA",
            "jo@example.org", "jo.bloggs@example.co.uk", "jo @ example.org", "jo@ example.org", "jo @ example . org", "jo . bloggs @ example . org", "jo (at) example.org", "jo [at] example [dot] org",
            "jo dot bloggs at example dot org", "jo at example dot co dot uk", "jo.bloggs at example.org", "JO.BLOGGS@EXAMPLE.ORG", "jo+ccg@example.org", "jo_bloggs@mail.example.org", "jo\uFF20example.org",
            "<jo@example.org>", "mailto:jo@example.org", "jo{at}example{dot}org", "jo-bloggs@example.info", "j.o.b@example.net", "jo (AT) example (DOT) org", "jo_bloggs at example.net",
            "07700 900123", "07700900123", "+44 7700 900123", "+447700900123", "0044 7700 900123", "+44 (0)7700 900123", "(07700) 900123", "07700-900-123", "07700.900.123", "077 0090 0123", "0 7700 900123",
            "020 7946 0018", "(020) 7946 0018", "0161 496 0345", "0161-496-0345", "01632 960 001", "01632960001", "+44 20 7946 0018", "+44-20-7946-0018", "\uFF10\uFF17\uFF17\uFF10\uFF10 \uFF19\uFF10\uFF10\uFF11\uFF12\uFF13",
            "+1 202 555 0143", "+1-202-555-0143", "+1 (202) 555-0143", "001 202 555 0143", "+33 1 70 18 00 00", "0033 1 70 18 00 00", "+49 30 901820", "+353 1 496 0000", "00353 1 496 0000", "+61 2 5550 1234",
            "+91 98765 43210", "+92 300 1234567", "+48 22 123 45 67", "+234 803 123 4567", "+880 1712 345678", "+39 06 698 12345", "+34 912 345 678", "+40 21 312 3456", "+31 20 123 4567", "+65 6123 4567",
            "zero seven seven zero zero nine zero zero one two three", "oh seven seven double oh nine double oh one two three",
            "AB 12 34 56 C", "AB123456C", "ab123456c", "AB-12-34-56-C", "A B 1 2 3 4 5 6 C", "ab 12 34 56 c", "AB.12.34.56.C", "AB 123456 C", "CE123456A",
            "dob 12/03/1950", "DOB: 12/03/1950", "d.o.b. 12.03.1950", "date of birth 12-03-1950", "Date of Birth: 12 March 1950", "dob 12th March 1950", "dob 12 mar 50", "born 12/03/1950", "born on 12/3/50",
            "birthday 12.3.1950", "dob is 1950-03-12", "date of birth was March 12, 1950", "DOB 12 03 1950", "dob 12031950", "birth date 12/03/50", "d o b 12/03/1950", "dob=12/03/1950", "DoB 12MAR1950", "dob (12/03/1950)",
            "hospital number 1234567", "hospital no. A123456", "hosp no 1234567", "patient number 12345678", "Patient ID: P-123456", "MRN 1234567", "mrn: A12-3456", "MRN#1234567", "hospital number is K1234567",
            "pt no 1234567", "unit number 123456", "patient ref 12/34567", "medical record number 123456", "chart no 45678", "case notes number 123456", "Hospital ID 1234-567", "patient identifier 1234567", "hosp# 1234567",
        ];
        foreach (var other in others)
        {
            yield return other;
        }
    }

    private static string Script(string digits, char zero) => string.Concat(digits.Select(digit => (char)(zero + (digit - '0'))));

    /// <summary>The paragraphs and claims of the support pairs, the seeds, and the plain lines of the other test's file.</summary>
    private static IEnumerable<string> Ordinary()
    {
        var folder = AppContext.BaseDirectory;
        foreach (var line in ((string[])["pairs.txt", "pairs-aside.txt"]).SelectMany(name => File.ReadLines(Path.Combine(folder, "Answering", "Support", name))))
        {
            var text = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            foreach (var span in SentenceSplitter.Split(text))
            {
                yield return text[span.Start..span.End];
            }
        }

        foreach (var line in File.ReadLines(Path.Combine(folder, "Privacy", "masking.txt")).Where(line => !line.StartsWith('#') && !line.Contains('{')))
        {
            yield return line;
        }
    }
}
