using CcgBot.Privacy;

namespace CcgBot.Answering;

/// <summary>Tells the person what was masked in their question.</summary>
public static class MaskingNotice
{
    /// <returns>Null when nothing was masked.</returns>
    public static Notice? For(IReadOnlyCollection<PersonalDataKind> found)
    {
        if (found.Count == 0)
        {
            return null;
        }

        var names = found.Distinct().Order().Select(Name).ToList();
        var list = names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
        return new Notice(
            NoticeKind.Masked,
            $"Your question held {list}, masked before anything was stored or sent. Please leave out patient and personal details.");
    }

    private static string Name(PersonalDataKind kind) => kind switch
    {
        PersonalDataKind.EmailAddress => "an e-mail address",
        PersonalDataKind.NhsNumber => "an NHS number",
        PersonalDataKind.PhoneNumber => "a phone number",
        PersonalDataKind.Postcode => "a postcode",
        PersonalDataKind.InsuranceNumber => "a National Insurance number",
        PersonalDataKind.CardNumber => "a card number",
        PersonalDataKind.BirthDate => "a date of birth",
        PersonalDataKind.HospitalNumber => "a hospital number",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
