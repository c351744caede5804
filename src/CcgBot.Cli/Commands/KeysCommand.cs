using System.CommandLine;
using System.Globalization;
using CcgBot.Accounts;
using CcgBot.Articles;

namespace CcgBot.Cli.Commands;

/// <summary><c>keys</c>: the keys that programs ask with.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "Lists, makes and revokes the keys that programs ask with.") { List(), Add(), Revoke() };

    private static Command List()
    {
        var common = new CommonOptions();
        var command = new Command("list", "Every key, without its secret.");
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (var key in Keys(common, parsed).List())
            {
                Console.WriteLine(
                    $"{key.Id}  {key.Name}  may {string.Join(", ", key.Scopes).ToLowerInvariant()}  groups: {(key.Groups.IsEmpty ? "none" : key.Groups)}  "
                    + $"made {Date(key.Created)}  {(key.Revoked is { } at ? $"revoked {Date(at)}" : key.Expires is { } end ? $"until {Date(end)}" : "in force")}");
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
        var command = new Command("add", "Makes a key and prints it: it is shown only this once.") { name, groups, scopes, days };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            var made = Keys(common, parsed).Add(new NewApiKey(
                parsed.GetValue(name)!, parsed.GetValue(scopes)!, GroupOptions.Read(parsed.GetValue(groups), GroupSet.MostOfPerson) ?? GroupSet.Empty)
            {
                Lasts = parsed.GetValue(days) is { } count ? TimeSpan.FromDays(Math.Clamp(count, 1, 3_650)) : null,
                By = "command line",
            });
            Console.WriteLine(made.Secret);
            return 0;
        });
        return command;
    }

    private static Command Revoke()
    {
        var common = new CommonOptions();
        var id = new Argument<string>("KEY-ID") { Description = "As 'keys list' prints it." };
        var command = new Command("revoke", "Revokes a key at once.") { id };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            var revoked = Keys(common, parsed).Revoke(parsed.GetValue(id)!);
            (revoked ? Console.Out : Console.Error).WriteLine(revoked ? $"{parsed.GetValue(id)}: revoked" : $"{parsed.GetValue(id)}: no such key, or it is revoked already.");
            return revoked ? 0 : CommandRunner.SomeFailed;
        });
        return command;
    }

    private static ApiKeys Keys(CommonOptions common, ParseResult parsed) => new(common.OpenStore(parsed), TimeProvider.System);

    private static string Date(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
