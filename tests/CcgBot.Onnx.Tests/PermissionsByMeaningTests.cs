using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;
using CcgBot.Onnx.Reader;
using CcgBot.Tests.Hosting;

namespace CcgBot.Onnx.Tests;

/// <summary>Who may read what with all that answers: words, meaning by paragraph and by sentence, and the reader.</summary>
public sealed partial class PermissionsByMeaningTests : IDisposable
{
    /// <summary>Of the 200 questions every so many-th: reading takes a tenth of a second each. CCGBOT_PERMISSION_QUESTIONS=all asks them all.</summary>
    private static readonly int Every = Environment.GetEnvironmentVariable("CCGBOT_PERMISSION_QUESTIONS") == "all" ? 1 : 7;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-permissions-");

    [Theory]
    [InlineData("")]
    [InlineData(HospitalCorpus.Pharmacists)]
    public async Task Whoever_asks_is_answered_to_the_byte_as_if_articles_for_others_did_not_exist(string group)
    {
        var access = Access.Of(GroupSet.Parse(group));
        using var whole = await OpenAsync("whole", HospitalCorpus.All);
        using var own = await OpenAsync("own", group.Length == 0 ? HospitalCorpus.Of() : HospitalCorpus.Of(group));
        Assert.True(whole.View(access).Dense.IsReady);
        foreach (var question in HospitalCorpus.Questions.Where((_, i) => i % Every == 0).Select(question => question with { Access = access }))
        {
            Assert.Equal(await AskAsync(own, question), await AskAsync(whole, question));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<BotEngine> OpenAsync(string name, IReadOnlyList<Article> articles)
    {
        var settings = new BotSettings();
        settings.Evidence.KeyFile = Path.Combine(_folder.FullName, $"{name}.key");
        settings.Retrieval.Dense.EncodeWhenOpening = 0;
        var engine = BotEngine.Open(Path.Combine(_folder.FullName, name), settings, TimeProvider.System, parts: new EngineParts { OpenEncoder = OnnxEncoder.Open, OpenReader = OnnxReader.Open, Words = OnnxEncoder.Words });
        engine.Articles.Put(articles.Select(article => (article, (string?)null)));
        engine.Synchronise();
        await engine.EncodeAsync();
        return engine;
    }

    private static async Task<string> AskAsync(BotEngine engine, Question question)
    {
        var found = await engine.View(question.Access).Retriever.RetrieveAsync(question, top: 20);
        var ranking = string.Join('\n', found.Paragraphs.Select(hit => $"{hit.Paragraph.Id} {hit.Score:R} {hit.Cosine:R} {string.Join(' ', hit.SentenceCosines)} {hit.Reading?.Relevant:R}"));
        return $"{question.Text}\n{ranking}\n{Volatile().Replace(AnswerJson.From(await engine.AnswerAsync(question)).Serialize(indented: true), "")}";
    }

    [GeneratedRegex("\"(evidenceId|elapsedMs)\": [^,\n]*,?", RegexOptions.NonBacktracking)]
    private static partial Regex Volatile();
}
