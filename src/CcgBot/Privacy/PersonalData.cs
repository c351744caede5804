namespace CcgBot.Privacy;

/// <summary>
/// Masks what points to one person: e-mail addresses, NHS and payment card numbers (by their check digits, or labelled), phone numbers, National
/// Insurance numbers, postcodes, and dates of birth and hospital numbers that are labelled as such. Names are not looked for: they can't be told from the names that articles are about.
/// </summary>
public static class PersonalData
{
    /// <summary>What stands for masked text. No letters or digits: it adds no search term, and masking twice changes nothing.</summary>
    public const string Mark = "•••";

    /// <summary>The text with every find replaced by <see cref="Mark"/>, and what kinds were found.</summary>
    public static MaskedText Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<PersonalDataKind>? found = null;
        // In this order: an e-mail address may hold digits, and the tail of a card or phone number may check as an NHS number.
        text = Replace(text, EmailAddresses.In, PersonalDataKind.EmailAddress, ref found);
        text = Replace(text, LabelledDetails.BirthDatesIn, PersonalDataKind.BirthDate, ref found);
        text = Replace(text, LabelledDetails.NhsNumbersIn, PersonalDataKind.NhsNumber, ref found);
        text = Replace(text, LabelledDetails.HospitalNumbersIn, PersonalDataKind.HospitalNumber, ref found);
        text = Replace(text, CardNumbers.In, PersonalDataKind.CardNumber, ref found);
        text = Replace(text, InternationalPhoneNumbers.In, PersonalDataKind.PhoneNumber, ref found);
        text = Replace(text, PhoneNumbers.In, PersonalDataKind.PhoneNumber, ref found);
        text = Replace(text, NhsNumbers.In, PersonalDataKind.NhsNumber, ref found);
        text = Replace(text, SpelledNumbers.In, PersonalDataKind.NhsNumber, ref found);
        text = Replace(text, InsuranceNumbers.In, PersonalDataKind.InsuranceNumber, ref found);
        text = Replace(text, Postcodes.In, PersonalDataKind.Postcode, ref found);
        return new MaskedText(text, found ?? []);
    }

    private static string Replace(string text, Func<string, IEnumerable<Range>> finder, PersonalDataKind kind, ref List<PersonalDataKind>? found)
    {
        var (parts, from) = ((List<string>?)null, 0);
        foreach (var find in finder(PlainText.Of(text)))
        {
            (parts ??= []).Add(text[from..find.Start.Value]);
            parts.Add(Mark);
            from = find.End.Value;
        }

        if (parts is null)
        {
            return text;
        }

        (found ??= []).Add(kind);
        parts.Add(text[from..]);
        return string.Concat(parts);
    }
}

/// <param name="Found">The kinds that were masked, each once; empty when the text is as it was.</param>
public sealed record MaskedText(string Text, IReadOnlyList<PersonalDataKind> Found);

public enum PersonalDataKind
{
    EmailAddress,
    NhsNumber,
    PhoneNumber,
    Postcode,
    InsuranceNumber,
    CardNumber,
    BirthDate,
    HospitalNumber,
}
