namespace CcgBot.Storage;

/// <summary>
/// Where keys and exported heads lie unless a setting says otherwise: the folder named by the environment variable CCGBOT_KEYS, else
/// <c>ccgbot/evidence</c> in the user's own application data (<c>~/.local/share</c>, <c>%LOCALAPPDATA%</c>,
/// <c>~/Library/Application Support</c>). Never in the index folder: a key beside what it seals proves nothing, and a backup must not carry one.
/// </summary>
public static class KeyFolder
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
                $"There is no folder for keys (this user has no home): name one with the environment variable {Variable}, or the evidence key's file with the setting Evidence:KeyFile.");
    }

    /// <summary>The place of one kind of key of one store: a file named by both.</summary>
    /// <param name="storeId">As <see cref="Database.StoreId"/>.</param>
    /// <param name="ending">What the key is for, as in <c>directline.keys</c>.</param>
    /// <exception cref="InvalidDataException">As <see cref="Locate"/>.</exception>
    public static string FileFor(string storeId, string ending) => Path.Combine(Locate(), $"{storeId}.{ending}");
}
