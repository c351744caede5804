using System.CommandLine;
using System.Globalization;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Evidence;
using CcgBot.Web.SignIn;
using Microsoft.AspNetCore.Identity;

namespace CcgBot.Cli.Commands;

/// <summary><c>accounts</c>: the people who sign in by name and password, where there is no OpenID Connect provider.</summary>
internal static class AccountsCommand
{
    public static Command Create() => new("accounts", "Lists, makes and changes the accounts of people who sign in by name and password.")
    {
        List(), Add(), Change(), Closing("lock", "Closes an account: nobody signs in with it, and who was is no longer.", closed: true),
        Closing("unlock", "Opens an account that was closed, or that wrong passwords locked.", closed: false), Link(),
    };

    private static Command List()
    {
        var common = new CommonOptions();
        var command = new Command("list", "Every account.");
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            foreach (var account in Accounts(log).List())
            {
                Console.WriteLine(
                    $"{account.Id}  {account.Name}  may {string.Join(", ", account.May.Prepend("ask"))}  groups: {(account.Groups.IsEmpty ? "none" : account.Groups)}  "
                    + $"made {account.Created.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}  {State(account)}");
            }

            return 0;
        });
        return command;
    }

    private static Command Add()
    {
        var common = new CommonOptions();
        var name = new Argument<string>("NAME") { Description = "What the person signs in as." };
        var (may, groups, password, why) = (May(), Groups(), Password("it signs in by the one-time link that is printed"), CommandLineEdit.Why());
        var command = new Command("add", "Makes an account.") { name, may, groups, password, why };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            var (accounts, edit) = (Accounts(log), CommandLineEdit.Of(parsed.GetValue(why)));
            var given = Read(parsed.GetValue(password));
            var made = accounts.Make(
                parsed.GetValue(name)!,
                new AccountChange(Account.RolesOf(parsed.GetValue(may) ?? []), GroupOptions.Read(parsed.GetValue(groups), GroupSet.MostOfPerson) ?? GroupSet.Empty, false, given),
                edit.Who, edit.Why);
            if (given is null)
            {
                Print(common, parsed, accounts.MakeLink(made.Id, AccountStore.LinkHours, edit)!);
            }
            else
            {
                Console.WriteLine($"{made.Name}: made");
            }

            return 0;
        });
        return command;
    }

    private static Command Change()
    {
        var common = new CommonOptions();
        var (name, may, groups, password, why) = (Name(), May(), Groups(), Password("it stays"), CommandLineEdit.Why());
        var command = new Command("change", "Changes what an account may do, its groups or its password; what is not named stays. Its sessions end.") { name, may, groups, password, why };
        common.AddTo(command);
        command.SetAction(parsed => Changed(
            common, parsed, parsed.GetValue(name)!, parsed.GetValue(why), "changed", account => new AccountChange(
                parsed.GetValue(may) is { Length: > 0 } named ? Account.RolesOf(named) : account.Roles,
                GroupOptions.Read(parsed.GetValue(groups), GroupSet.MostOfPerson) ?? account.Groups,
                account.Closed,
                Read(parsed.GetValue(password)))));
        return command;
    }

    private static Command Closing(string verb, string description, bool closed)
    {
        var common = new CommonOptions();
        var (name, why) = (Name(), CommandLineEdit.Why());
        var command = new Command(verb, description) { name, why };
        common.AddTo(command);
        command.SetAction(parsed => Changed(
            common, parsed, parsed.GetValue(name)!, parsed.GetValue(why), $"{verb}ed", account => new AccountChange(account.Roles, account.Groups, closed, null)));
        return command;
    }

    private static Command Link()
    {
        var common = new CommonOptions();
        var (name, why) = (Name(), CommandLineEdit.Why());
        var hours = new Option<int>("--hours")
        {
            Description = $"How long the link is good for, at most {AccountStore.MostLinkHours}; default: {AccountStore.LinkHours}.",
            DefaultValueFactory = _ => AccountStore.LinkHours,
        };
        var command = new Command("link", "Makes a link that signs a browser in once as the account, where a password can be chosen; the link before it is used up.") { name, hours, why };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            var accounts = Accounts(log);
            if (accounts.Named(parsed.GetValue(name)!) is not { } account
                || accounts.MakeLink(account.Id, parsed.GetValue(hours), CommandLineEdit.Of(parsed.GetValue(why))) is not { } token)
            {
                Console.Error.WriteLine($"{parsed.GetValue(name)}: no such account, or it is locked.");
                return CommandRunner.SomeFailed;
            }

            Print(common, parsed, token);
            return 0;
        });
        return command;
    }

    private static int Changed(CommonOptions common, ParseResult parsed, string name, string? why, string done, Func<Account, AccountChange> wanted)
    {
        using var log = common.OpenEvidence(parsed);
        var accounts = Accounts(log);
        if (accounts.Named(name) is not { } account)
        {
            Console.Error.WriteLine($"{name}: no such account.");
            return CommandRunner.SomeFailed;
        }

        // Of the account as it was read: what is not named here must not undo what somebody else changes meanwhile.
        var edit = new Edit(CommandLineEdit.Who, why, account.Revision.ToString(CultureInfo.InvariantCulture));
        var result = accounts.Change(account.Id, wanted(account), edit);
        (result == EditResult.Done ? Console.Out : Console.Error).WriteLine(
            result == EditResult.Done ? $"{account.Name}: {done}" : $"{account.Name}: somebody else changed this account meanwhile; run the command again.");
        return result == EditResult.Done ? 0 : CommandRunner.SomeFailed;
    }

    private static void Print(CommonOptions common, ParseResult parsed, string token)
    {
        var site = common.Configuration(parsed)["Web:PublicUrl"]?.TrimEnd('/');
        if (site is null)
        {
            Console.Error.WriteLine("Web:PublicUrl is not set: put the address of your site before the link.");
        }

        Console.WriteLine(site + AccountStore.LinkPath + token);
    }

    private static string State(Account account) => account.Closed ? "locked"
        : account.Locked > TimeProvider.System.GetUtcNow() ? $"locked by wrong passwords until {account.Locked.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}"
        : "in force";

    private static Argument<string> Name() => new("NAME") { Description = "The account's name, as 'accounts list' prints it." };

    private static Option<string[]> May() => new("--may")
    {
        Description = "What it may do beside asking and reading: edit, audit, or both; ask = neither.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static Option<string?> Groups() => new("--groups") { Description = "Its groups, as in cardiology,pharmacy: it reads their articles, and those that everyone may read." };

    // Not as an option's value: other users of the machine see those.
    private static Option<bool> Password(string without) => new("--password-stdin")
    {
        Description = $"Reads a password of {AccountStore.ShortestPassword} characters or more from the standard input; without it {without}.",
    };

    private static string? Read(bool given) => !given ? null
        : Console.In.ReadLine() is { Length: > 0 } password ? password : throw new InvalidDataException("--password-stdin: no password came from the standard input.");

    private static AccountStore Accounts(EvidenceLog log) => new(log.Database, log, TimeProvider.System, new PasswordHasher<Account>());
}
