using CcgBot.Cli.Tests.Infrastructure;

namespace CcgBot.Cli.Tests;

/// <summary>Accounts made and changed from the command line, each change with its record.</summary>
public sealed class AccountsCommandTests : IDisposable
{
    private readonly Ccgbot _ccgbot = new();

    public void Dispose() => _ccgbot.Dispose();

    [Fact]
    public void Accounts_are_listed_made_changed_locked_and_linked()
    {
        Assert.Equal(0, _ccgbot.Run("ingest", _ccgbot.Write("a.txt", "Towels", "", "Towels are changed on Mondays.")).Exit);

        var made = _ccgbot.Run("accounts", "add", "Ada", "--may", "edit", "--groups", "pharmacy", "--why", "a new editor", "--set", "Web:PublicUrl=https://bot.example.org/");
        Assert.Equal(0, made.Exit);
        Assert.Matches("^https://bot\\.example\\.org/sign-in/link/[0-9a-f]{64}$", made.Out.Trim());
        Assert.Contains("already", _ccgbot.Run("accounts", "add", "ADA").Err);
        Assert.Contains("'fly' is not among the things", _ccgbot.Run("accounts", "add", "Bob", "--may", "fly").Err);
        Assert.Contains("Ada  may ask, edit  groups: pharmacy", _ccgbot.Run("accounts", "list").Out);

        Assert.Equal(0, _ccgbot.Run("accounts", "change", "ada", "--may", "edit", "audit").Exit);
        Assert.Contains("Ada  may ask, edit, audit  groups: pharmacy", _ccgbot.Run("accounts", "list").Out);
        Assert.Equal(0, _ccgbot.Run("accounts", "change", "ada", "--groups", "", "--may", "ask").Exit);
        Assert.Contains("Ada  may ask  groups: none", _ccgbot.Run("accounts", "list").Out);

        Assert.Equal(0, _ccgbot.Run("accounts", "lock", "Ada", "--why", "she left").Exit);
        Assert.EndsWith("locked", _ccgbot.Run("accounts", "list").Out.Trim(), StringComparison.Ordinal);
        var refused = _ccgbot.Run("accounts", "link", "Ada");
        Assert.Equal(1, refused.Exit);
        Assert.Contains("Ada: no such account, or it is locked.", refused.Err);
        Assert.Equal(0, _ccgbot.Run("accounts", "unlock", "Ada").Exit);
        Assert.EndsWith("in force", _ccgbot.Run("accounts", "list").Out.Trim(), StringComparison.Ordinal);
        Assert.Contains("Web:PublicUrl is not set", _ccgbot.Run("accounts", "link", "Ada").Err);
        Assert.Equal(1, _ccgbot.Run("accounts", "lock", "Bob").Exit);

        var changes = _ccgbot.Run("audit", "changes", "--what", "account").Out;
        Assert.Contains("(a new editor)", changes);
        Assert.Contains("(she left)", changes);
        Assert.Equal(4, changes.Split("account.change").Length - 1);
    }
}
