using System.Diagnostics;
using CcgBot.Cli.Tests.Infrastructure;

namespace CcgBot.Cli.Tests;

public sealed class SafeByDefaultTests : IDisposable
{
    private const UnixFileMode Others = (UnixFileMode)0b111_111;

    private readonly Ccgbot _ccgbot = new();

    public void Dispose() => _ccgbot.Dispose();

    [Fact]
    public void Everything_in_the_index_and_a_backup_is_the_owners_alone_under_a_umask_of_022()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var articles = Path.GetDirectoryName(_ccgbot.Write("articles/a.txt", "Title", "", "The harbour was opened in 1907 by the mayor of the town."))!;
        UnderUmask022("ingest", articles);
        UnderUmask022("ask", "When was the harbour opened?");
        UnderUmask022("backup", _ccgbot.At("index/backup.db"));

        var open = Directory.EnumerateFileSystemEntries(_ccgbot.Index, "*", SearchOption.AllDirectories).Append(_ccgbot.Index)
            .Where(path => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None);
        Assert.Empty(open);
    }

    [Fact]
    public void A_mistyped_index_makes_no_empty_store()
    {
        var run = _ccgbot.Run("ask", "Who?");

        Assert.Equal(2, run.Exit);
        Assert.Contains("There is no store", run.Err);
        Assert.False(Directory.Exists(_ccgbot.Index));
    }

    [Fact]
    public void A_removed_article_stays_removed_until_it_is_restored_and_the_command_says_so()
    {
        var articles = Path.GetDirectoryName(_ccgbot.Write("articles/a.txt", "Title", "", "The harbour was opened in 1907 by the mayor of the town."))!;
        _ccgbot.Run("ingest", articles);
        Assert.Contains("--restore a", _ccgbot.Run("remove", "a").Out);

        var again = _ccgbot.Run("ingest", articles);
        Assert.Contains("a.txt: stays removed", again.Err);
        Assert.Contains("--restore a", again.Err);
        Assert.Contains("a: restored", _ccgbot.Run("ingest", "--restore", "a").Out);
        Assert.Contains("1 unchanged", _ccgbot.Run("ingest", articles).Out);
    }

    [Fact]
    public void Verifying_without_exported_heads_fails_unless_told_to()
    {
        var articles = Path.GetDirectoryName(_ccgbot.Write("articles/a.txt", "Title", "", "The harbour was opened in 1907 by the mayor of the town."))!;
        _ccgbot.Run("ingest", articles);
        _ccgbot.Run("ask", "When was the harbour opened?");
        Assert.Equal(0, _ccgbot.Run("audit", "verify").Exit);

        _ccgbot.Write("none.heads");
        var unproven = _ccgbot.Run("audit", "verify", "--heads", _ccgbot.At("none.heads"));
        Assert.Equal(1, unproven.Exit);
        Assert.Contains("--without-heads", unproven.Err);
        Assert.Equal(0, _ccgbot.Run("audit", "verify", "--heads", _ccgbot.At("none.heads"), "--without-heads").Exit);
    }

    private void UnderUmask022(params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", "umask 022; exec dotnet \"$@\"", "sh", Path.Combine(AppContext.BaseDirectory, "CcgBot.Cli.dll"), .. arguments,
            "--index", _ccgbot.Index])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CCGBOT_HOME"] = Ccgbot.Home;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
    }
}
