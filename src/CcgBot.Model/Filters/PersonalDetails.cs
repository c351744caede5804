using System.Text.RegularExpressions;

namespace CcgBot.Model.Filters;

/// <summary>Mail addresses, telephone, NHS, National Insurance and card numbers, replaced by what they were.</summary>
internal static partial class PersonalDetails
{
    public static string Mask(string text)
    {
        var masked = MailPattern().Replace(text, "[e-mail]");
        masked = CardPattern().Replace(masked, match => PassesLuhn(match.Value) ? "[card number]" : match.Value);
        masked = NhsPattern().Replace(masked, match => IsNhsNumber(match.Value) ? "[NHS number]" : match.Value);
        masked = InsurancePattern().Replace(masked, "[National Insurance number]");
        return PhonePattern().Replace(masked, "[telephone]");
    }

    // https://www.datadictionary.nhs.uk/attributes/nhs_number.html: the tenth digit checks the nine, modulo 11.
    private static bool IsNhsNumber(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(c => c - '0').ToList();
        var check = 11 - (digits.Take(9).Select((digit, i) => digit * (10 - i)).Sum() % 11);
        return digits.Count == 10 && (check == 11 ? 0 : check) == digits[9];
    }

    private static bool PassesLuhn(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(c => c - '0').Reverse().ToList();
        return digits.Select((digit, i) => i % 2 == 0 ? digit : digit * 2 > 9 ? (digit * 2) - 9 : digit * 2).Sum() % 10 == 0;
    }

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex MailPattern();

    [GeneratedRegex(@"(?<![\w.])(?:\d[ -]?){12,18}\d(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex CardPattern();

    [GeneratedRegex(@"(?<![\w.])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex NhsPattern();

    [GeneratedRegex(@"(?<!\w)[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d](?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex InsurancePattern();

    [GeneratedRegex(@"(?<![\w.])(?:\+44 ?\(?0?\)?|\(?0)\d(?:[ ()-]?\d){8,9}(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex PhonePattern();
}
