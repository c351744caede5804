using CcgBot.Cli.Tests.Infrastructure;

namespace CcgBot.Cli.Tests;

/// <summary>The built program over the seed articles: ask, audit, forget, back up, restore.</summary>
public sealed class EvidenceCommandsTests : IDisposable
{
    private readonly Ccgbot _ccgbot = new();

    public void Dispose() => _ccgbot.Dispose();

    [Fact]
    public void An_answer_can_be_replayed_verified_backed_up_and_restored()
    {
        Assert.Equal(0, _ccgbot.Run("ingest", Ccgbot.Seeds).Exit);
        var asked = _ccgbot.Run("ask", "Who led the research? I am jo@nhs.net", "--json");
        var answer = asked.Json;
        Assert.DoesNotContain("jo@nhs.net", asked.Out);
        var id = answer.GetProperty("evidenceId").GetString()!;

        var replay = _ccgbot.Run("audit", "replay", id);
        Assert.Equal(0, replay.Exit);
        Assert.Contains("same answer:", replay.Out);
        Assert.Equal(1, _ccgbot.Run("audit", "replay", new string('0', 32)).Exit);

        var head = _ccgbot.Run("audit", "head").Out.Trim().Split(' ')[1];
        Assert.Equal(0, _ccgbot.Run("audit", "verify", "--head", head).Exit);
        Assert.Equal(1, _ccgbot.Run("audit", "verify", "--head", new string('0', 64)).Exit);
        Assert.Equal(2, _ccgbot.Run("audit", "verify", "--head", "latest").Exit);

        Assert.Equal(0, _ccgbot.Run("mark", "000_c83acc44ee83a71c", "1", "off", "--why", "an old figure").Exit);
        Assert.Contains("article.mark  000_c83acc44ee83a71c  (an old figure)", _ccgbot.Run("audit", "changes", "--what", "article", "--text", "OLD FIGURE").Out);
        Assert.Equal("seq,id,at,who,what,subject,why,before,after", _ccgbot.Run("audit", "changes", "--who", "nobody", "--csv").Out.Trim());
        Assert.Contains("'May' is no date", _ccgbot.Run("audit", "changes", "--from", "May").Err);
        Assert.Equal(1, _ccgbot.Run("gaps", "decide", "0123", "done").Exit);

        var backup = _ccgbot.At("backup.db");
        Assert.Equal(0, _ccgbot.Run("backup", backup).Exit);
        Assert.Equal(2, _ccgbot.Run("backup", backup).Exit);
        Assert.Equal(0, _ccgbot.Run("remove", "000_c83acc44ee83a71c").Exit);
        Assert.Equal(0, _ccgbot.Run("restore", backup).Exit);
        Assert.Equal(0, _ccgbot.Run("show", "000_c83acc44ee83a71c#p1@24982fa2350fc3be").Exit);

        var unnamed = _ccgbot.Run("forget", "--user", "");
        Assert.Equal(2, unnamed.Exit);
        Assert.Contains("--user is empty", unnamed.Err);

        var forgotten = _ccgbot.Run("forget", "--user", "nobody");
        Assert.Equal(0, forgotten.Exit);
        Assert.Contains("evidence log whole", forgotten.Out);
    }

    [Fact]
    public void A_command_over_no_store_says_so_and_makes_none()
    {
        var result = _ccgbot.Run("gaps");

        Assert.Equal(2, result.Exit);
        Assert.Contains("There is no store", result.Err);
        Assert.False(Directory.Exists(_ccgbot.Index));
    }
}
