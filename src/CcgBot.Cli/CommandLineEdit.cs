using System.CommandLine;
using CcgBot.Editing;

namespace CcgBot.Cli;

/// <summary>Changes that are made from the command line: by the user of this machine, of whatever state there is.</summary>
internal static class CommandLineEdit
{
    public static Option<string?> Why() => new("--why") { Description = "The reason, which the record of the change keeps." };

    public static string Who => $"command line: {Environment.UserName}";

    public static Edit Of(string? why) => new(Who, why, EditOutcome.AnyRevision);
}
