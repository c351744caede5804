using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Retrieval.Lexical;
using CcgBot.Storage;
using CcgBot.Tests.Evidence;
using Shouldly;

namespace CcgBot.Tests.Storage;

/// <summary>Modes under the umask of the test run, which is 022 nearly everywhere; <c>PrivateFilesTests</c> of the command line sets it.</summary>
public sealed class OwnerOnlyTests : IDisposable
{
    private const UnixFileMode Others = (UnixFileMode)0b111_111;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_store_its_companions_and_its_folder_are_the_owners_alone()
    {
        var path = Path.Combine(_folder.Path, "made", "ccgbot.db");
        var database = new Database(path);
        using var connection = database.Open();

        ShouldBePrivate(Path.GetDirectoryName(path)!);
        Directory.GetFiles(Path.GetDirectoryName(path)!).Length.ShouldBe(3, "the file, -wal and -shm");
    }

    [Fact]
    public void A_store_that_an_earlier_version_left_open_is_closed()
    {
        using var store = new TemporaryStore();
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(store.Database.Path, (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(store.Folder, (UnixFileMode)0b111_101_101);

        _ = new Database(store.Database.Path);

        ShouldBePrivate(store.Folder);
    }

    [Fact]
    public void Folders_in_folders_are_closed_and_links_are_not_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var outside = _folder.At("outside");
        File.WriteAllText(outside, "");
        File.SetUnixFileMode(outside, (UnixFileMode)0b110_100_100);
        var inside = Directory.CreateDirectory(_folder.At("index/lucene/blocks")).FullName;
        File.WriteAllText(Path.Combine(inside, "a"), "");
        File.CreateSymbolicLink(Path.Combine(inside, "link"), outside);

        OwnerOnly.Restrict(_folder.At("index"));

        (File.GetUnixFileMode(Path.Combine(inside, "a")) & Others).ShouldBe(UnixFileMode.None);
        (File.GetUnixFileMode(inside) & Others).ShouldBe(UnixFileMode.None);
        (File.GetUnixFileMode(outside) & Others).ShouldBe(Others & (UnixFileMode)0b100_100);
    }

    [Fact]
    public void A_backup_and_a_restored_store_are_the_owners_alone()
    {
        using var store = new TemporaryStore();
        var backup = _folder.At("backup.db");
        Backup.Write(store.Database, backup);
        if (!OperatingSystem.IsWindows())
        {
            (File.GetUnixFileMode(backup) & Others).ShouldBe(UnixFileMode.None);
            File.SetUnixFileMode(backup, (UnixFileMode)0b110_100_100);
        }

        Restore.Run(backup, Path.Combine(_folder.Path, "restored", "ccgbot.db"));

        ShouldBePrivate(_folder.At("restored"));
    }

    [Fact]
    public void The_exported_heads_and_the_folder_of_keys_are_the_owners_alone()
    {
        var heads = new HeadFile(Path.Combine(_folder.Path, "keys", "evidence.heads"));
        heads.Export("store", new EvidenceHead(1, new string('a', 64)), DateTimeOffset.UnixEpoch);
        heads.Export("store", new EvidenceHead(2, new string('b', 64)), DateTimeOffset.UnixEpoch);

        ShouldBePrivate(_folder.At("keys"));
        heads.Read("store").Count.ShouldBe(2);
    }

    private static void ShouldBePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            (File.GetUnixFileMode(path) & Others).ShouldBe(UnixFileMode.None, path);
        }
    }
}
