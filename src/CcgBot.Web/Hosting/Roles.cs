namespace CcgBot.Web.Hosting;

/// <summary>What somebody may do beside asking.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Asks, searches and reads what their groups may.</summary>
    Reader = 1,

    /// <summary>Puts in, changes and withdraws articles.</summary>
    Editor = 2,

    /// <summary>Reads evidence and everything that people asked, whatever it cites.</summary>
    Auditor = 4,
}
