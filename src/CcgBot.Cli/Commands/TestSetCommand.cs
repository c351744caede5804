using System.CommandLine;
using System.Globalization;
using CcgBot.Evaluation.Judging;
using CcgBot.Hosting;

namespace CcgBot.Cli.Commands;

internal static class TestSetCommand
{
    /// <summary>The folder of an index in which sets are judged: the web host's page looks there too.</summary>
    public const string Folder = "judging";

    public static Command Create() => new("testset", "Makes test sets of what people asked.") { FromFeedback(), Agree() };

    private static Command FromFeedback()
    {
        var common = new CommonOptions();
        var name = new Option<string>("--name") { Description = "What the set is called; default: feedback.", DefaultValueFactory = _ => "feedback" };
        var why = CommandLineEdit.Why();
        var command = new Command("from-feedback", "Adds what people said of answers, and what was left unanswered, to a set to be judged at /judge of the web host.") { name, why };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (!JudgingSet.IsName(parsed.GetValue(name)!))
            {
                throw new ArgumentException($"--name {parsed.GetValue(name)}: write letters, digits, '-', '_' and '.', no more than 64.");
            }

            // Its articles and records are needed, not its search.
            _ = common.OpenStore(parsed);
            using var engine = common.Open(parsed, cancellationToken);
            var folder = Path.Combine(common.IndexFolder(parsed), Folder, parsed.GetValue(name)!);
            var taken = FeedbackCandidates.AddTo(folder, engine, CommandLineEdit.Of(parsed.GetValue(why)));
            if (taken.Added + taken.Before == 0)
            {
                Console.Error.WriteLine("Nobody has said anything of an answer yet and nothing was left unanswered, or the questions were not stored.");
                return Task.FromResult(CommandRunner.SomeFailed);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{taken.Added:N0} questions added, {taken.Before:N0} were there before: {folder}"));
            Console.WriteLine($"Judge them at /judge/{parsed.GetValue(name)} of the web host; then: ccgbot eval {folder}");
            return Task.FromResult(0);
        });
        return command;
    }

    private static Command Agree()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "A set of 'testset from-feedback'." };
        var command = new Command("agreement", "How far the judges of a set agree.") { folder };
        command.SetAction(parsed =>
        {
            if (!File.Exists(Path.Combine(parsed.GetValue(folder)!.FullName, JudgingSet.CandidatesFile)))
            {
                throw new InvalidDataException($"{parsed.GetValue(folder)} is not a set of 'testset from-feedback': it has no {JudgingSet.CandidatesFile}.");
            }

            var set = JudgingSet.Open(parsed.GetValue(folder)!.FullName);
            var judgements = set.Judgements;
            var decided = set.Candidates.Count(candidate => set.Of(candidate.Id) is not null);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{set.Candidates.Count:N0} questions, {decided:N0} decided, {set.Candidates.Count(candidate => set.Of(candidate.Id) is null && judgements.Any(judgement => judgement.Question == candidate.Id)):N0} on which the judges are divided, {judgements.Select(judgement => judgement.Judge).Distinct().Count():N0} judges"));
            foreach (var pair in Agreement.Of(judgements))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{pair.A} and {pair.B}: {pair.Same:N0} of {pair.Questions:N0} alike, kappa {(pair.Kappa is { } kappa ? kappa.ToString("0.00", CultureInfo.InvariantCulture) : "not defined")}"));
            }

            return 0;
        });
        return command;
    }
}
