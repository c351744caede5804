namespace CcgBot.Evidence;

/// <summary>
/// Where evidence keys and exported heads lie unless a setting says otherwise: the folder named by the environment variable
/// CCGBOT_KEYS, else <c>ccgbot/evidence</c> in the user's own application data (<c>~/.local/share</c>, <c>%LOCALAPPDATA%</c>,
/// <c>~/Library/Application Support</c>). Never in the index folder: a key beside what it seals proves nothing.
/// </summary>
public static class EvidenceFolder
{
    public const string Variable = "CCGBOT_KEYS";

    /// <exception cref="InvalidDataException">The variable is not set and this user has no such folder (a service without a home).</exception>
    public static string Locate()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0
            ? Path.Combine(data, "ccgbot", "evidence")
            : throw new InvalidDataException(
                $"There is no folder for the evidence key (this user has no home): name the file with the setting Evidence:KeyFile, or a folder with the environment variable {Variable}.");
    }
}
