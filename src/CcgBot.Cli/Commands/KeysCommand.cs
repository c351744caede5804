using System.CommandLine;
using System.Globalization;
using CcgBot.Accounts;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Evidence;

namespace CcgBot.Cli.Commands;

/// <summary><c>keys</c>: the keys that programs ask with.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "Lists, makes, replaces and revokes the keys that programs ask with.") { List(), Add(), Rotate(), Revoke() };

    private static Command List()
    {
        var common = new CommonOptions();
        var command = new Command("list", "Every key, without its secret.");
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (var key in new ApiKeys(common.OpenStore(parsed), TimeProvider.System).List())
            {
                Console.WriteLine(
                    $"{key.Id}  {key.Name}  may {string.Join(", ", key.Scopes).ToLowerInvariant()}  groups: {(key.Groups.IsEmpty ? "none" : key.Groups)}  "
                    + $"made {Date(key.Created)}  {(key.Revoked is { } at ? $"revoked {Date(at)}" : key.Expires is { } end ? $"until {Date(end)}" : "in force")}{(key.ReplacedBy is { } other ? $", replaced by {other}" : "")}");
            }

            return 0;
        });
        return command;
    }

    private static Command Add()
    {
        var common = new CommonOptions();
        var name = new Argument<string>("NAME") { Description = "Who or what asks with it." };
        var groups = new Option<string?>("--groups") { Description = "The groups whose articles it opens, as in cardiology,pharmacy; without it those that everyone may read." };
        var scopes = new Option<ApiScope[]>("--may")
        {
            Description = "What it may do: ask (also search and show), edit, audit; default: ask.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [ApiScope.Ask],
        };
        var days = new Option<int?>("--days") { Description = "How many days it is good for; without it until it is revoked." };
        var why = CommandLineEdit.Why();
        var command = new Command("add", "Makes a key and prints it: it is shown only this once.") { name, groups, scopes, days, why };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            var wanted = new NewApiKey(
                parsed.GetValue(name)!, parsed.GetValue(scopes)!, GroupOptions.Read(parsed.GetValue(groups), GroupSet.MostOfPerson) ?? GroupSet.Empty)
            {
                Lasts = parsed.GetValue(days) is { } count ? TimeSpan.FromDays(Math.Clamp(count, 1, 3_650)) : null,
            };
            Console.WriteLine(Keys(log).Add(wanted, CommandLineEdit.Of(parsed.GetValue(why))).Secret);
            return 0;
        });
        return command;
    }

    private static Command Rotate()
    {
        var common = new CommonOptions();
        var id = new Argument<string>("KEY-ID") { Description = "As 'keys list' prints it." };
        var hours = new Option<int>("--grace-hours") { Description = "How long the old key goes on; 0 = it ends at once; default: 24.", DefaultValueFactory = _ => 24 };
        var why = CommandLineEdit.Why();
        var command = new Command("rotate", "Makes a key in the place of another and prints it: it is shown only this once.") { id, hours, why };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            var grace = TimeSpan.FromHours(Math.Clamp(parsed.GetValue(hours), 0, 24 * 30));
            if (Keys(log).Rotate(parsed.GetValue(id)!, grace, CommandLineEdit.Of(parsed.GetValue(why))) is not { } made)
            {
                Console.Error.WriteLine($"{parsed.GetValue(id)}: no such key in force, or it was replaced before.");
                return CommandRunner.SomeFailed;
            }

            Console.WriteLine(made.Secret);
            return 0;
        });
        return command;
    }

    private static Command Revoke()
    {
        var common = new CommonOptions();
        var id = new Argument<string>("KEY-ID") { Description = "As 'keys list' prints it." };
        var why = CommandLineEdit.Why();
        var command = new Command("revoke", "Revokes a key at once.") { id, why };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            var revoked = Keys(log).Revoke(parsed.GetValue(id)!, CommandLineEdit.Of(parsed.GetValue(why)));
            (revoked ? Console.Out : Console.Error).WriteLine(revoked ? $"{parsed.GetValue(id)}: revoked" : $"{parsed.GetValue(id)}: no such key, or it is revoked already.");
            return revoked ? 0 : CommandRunner.SomeFailed;
        });
        return command;
    }

    private static KeyEditor Keys(EvidenceLog log) => new(new ApiKeys(log.Database, TimeProvider.System), log);

    private static string Date(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
