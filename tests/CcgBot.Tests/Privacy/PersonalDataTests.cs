using System.Text.RegularExpressions;
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
