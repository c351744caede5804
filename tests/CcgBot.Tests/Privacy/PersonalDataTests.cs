using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Privacy;
using Shouldly;

namespace CcgBot.Tests.Privacy;

public sealed partial class PersonalDataTests
{
    private const double MaxFalse = 0.02;

    private static readonly string[] Lines = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Privacy", "masking.txt"))
        .Where(line => !line.StartsWith('#'))
        .Select(Regex.Unescape)];

    [Fact]
    public void None_of_the_test_sets_personal_data_is_missed()
    {
        var personal = Lines.Where(line => line.Contains('{')).ToList();
        personal.Count.ShouldBeGreaterThanOrEqualTo(150);

        // A digit or letter of what was to be masked that still stands is a miss.
        var missed = personal.Where(line =>
        {
            var masked = PersonalData.Mask(Plain(line)).Text;
            return Marked().Matches(line).Any(match => masked.Contains(match.Groups[1].Value))
                || Count(masked) < Count(Expected(line));
        });

        missed.ShouldBeEmpty();
    }

    [Fact]
    public void At_most_two_in_a_hundred_lines_lose_words_that_are_nobodys()
    {
        var wrong = Lines.Where(line =>
        {
            var (masked, expected) = (PersonalData.Mask(Plain(line)).Text, Expected(line));
            return line.Contains('{') ? Letters(masked) != Letters(expected) : masked != line;
        }).ToList();

        ((double)wrong.Count / Lines.Length).ShouldBeLessThanOrEqualTo(MaxFalse, string.Join('\n', wrong));
        var plain = Lines.Where(line => !line.Contains('{')).ToList();
        ((double)wrong.Count(line => !line.Contains('{')) / plain.Count).ShouldBeLessThanOrEqualTo(MaxFalse, string.Join('\n', wrong));
    }

    [Fact]
    public void Masking_twice_changes_nothing() =>
        Lines.Select(Plain).Where(line => PersonalData.Mask(PersonalData.Mask(line).Text).Found.Count > 0).ShouldBeEmpty();

    [Theory]
    [InlineData("9434765919", true)]
    [InlineData("9434765918", false)]
    [InlineData("1111111111", false)]
    public void The_check_digit_decides_on_an_NHS_number(string digits, bool valid) => NhsNumbers.Checks(digits).ShouldBe(valid);

    [Theory]
    [InlineData("Write to anna.b@example.org today", "Write to ••• today")]
    [InlineData("Ring 020 7946 0018 or +44 161 496 0000", "Ring ••• or •••")]
    [InlineData("My NHS number is 943 476 5919", "My NHS number is •••")]
    [InlineData("NI QQ 12 34 56 C", "NI QQ 12 34 56 C")]
    [InlineData("NI GB 12 34 56 C", "NI GB 12 34 56 C")]
    [InlineData("NI AB 12 34 56 C, ab123456c", "NI •••, •••")]
    [InlineData("Card 4111 1111 1111 1111", "Card •••")]
    [InlineData("Card 4111 1111 1111 1112", "Card 4111 1111 1111 1112")]
    [InlineData("ISBN 978-0-306-40615-7", "ISBN 978-0-306-40615-7")]
    [InlineData("In 2012 £60 billion went to 211 CCGs, 14-2-2012", "In 2012 £60 billion went to 211 CCGs, 14-2-2012")]
    public void Personal_details_are_masked_and_other_numbers_are_not(string text, string masked) => PersonalData.Mask(text).Text.ShouldBe(masked);

    [Fact]
    public void The_notice_names_what_was_masked()
    {
        var found = PersonalData.Mask("943 476 5919, a@b.uk, M1 1AE").Found;

        MaskingNotice.For(found)!.Text.ShouldStartWith("Your question held an e-mail address, an NHS number and a postcode, masked");
        MaskingNotice.For([]).ShouldBeNull();
    }

    private static string Plain(string line) => line.Replace("{", "").Replace("}", "");

    private static string Expected(string line) => Marked().Replace(line, PersonalData.Mark);

    private static int Count(string text) => Regex.Count(text, Regex.Escape(PersonalData.Mark));

    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit)]);

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Marked();
}
