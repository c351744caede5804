namespace CcgBot.Web.Editing;

/// <summary>How long an old key goes on beside the one in its place.</summary>
internal static class KeyRotation
{
    /// <summary>Where nobody says otherwise.</summary>
    public const int Hours = 24;

    public const int MostHours = 24 * 30;
}
