using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Hosting;
using Shouldly;

namespace CcgBot.Tests.Hosting;

/// <summary>Who may read what, by words alone: what tests of the encoder and the reader add stands beside them.</summary>
public sealed partial class PermissionTests : IDisposable
{
    private static readonly Access Pharmacist = Access.Of(GroupSet.Of([HospitalCorpus.Pharmacists.ToUpperInvariant(), "somebody else's"]));

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task An_outsider_is_answered_to_the_byte_as_if_hidden_articles_did_not_exist()
    {
        using var whole = Open("whole", HospitalCorpus.All);
        using var open = Open("open", HospitalCorpus.Of());
        HospitalCorpus.Questions.Count.ShouldBe(200);
        foreach (var question in HospitalCorpus.Questions)
        {
            (await AskAsync(whole, question)).ShouldBe(await AskAsync(open, question), question.Text);
            (await RankAsync(whole, question)).ShouldBe(await RankAsync(open, question), question.Text);
        }

        SeenOf(whole.Public).ShouldBe(SeenOf(open.Public));
        (await whole.Suggestions.StartersAsync()).ShouldBe(await open.Suggestions.StartersAsync());
    }

    [Fact]
    public async Task A_member_of_one_group_is_answered_to_the_byte_as_if_the_other_groups_articles_did_not_exist()
    {
        using var whole = Open("whole", HospitalCorpus.All);
        using var own = Open("own", HospitalCorpus.Of(HospitalCorpus.Pharmacists));
        foreach (var question in HospitalCorpus.Questions.Select(question => question with { Access = Pharmacist }))
        {
            (await AskAsync(whole, question)).ShouldBe(await AskAsync(own, question), question.Text);
        }

        SeenOf(whole.View(Pharmacist)).ShouldBe(SeenOf(own.View(Pharmacist)));
    }

    [Fact]
    public async Task Members_are_answered_from_their_groups_articles()
    {
        using var whole = Open("whole", HospitalCorpus.All);
        foreach (var (question, article) in HospitalCorpus.ForPharmacistsAsked)
        {
            var found = await whole.View(Pharmacist).Retriever.RetrieveAsync(new Question(question));
            found.Paragraphs[0].Paragraph.Id.ArticleId.ShouldBe(article);
            (await whole.AnswerAsync(new Question(question) { Access = Pharmacist })).ShouldBeOfType<Answer.Grounded>()
                .Citations[0].Paragraph.Id.ArticleId.ShouldBe(article);
        }

        whole.View(Access.Everything).Articles.CountArticles().ShouldBe(60);
        whole.View(Pharmacist).Index.Count.ShouldBe(whole.Index.Count + 40);
    }

    [Fact]
    public async Task An_article_that_passes_to_a_group_leaves_nothing_behind_for_others()
    {
        var moved = HospitalCorpus.All.Where(article => article.Id.StartsWith("minutes", StringComparison.Ordinal)).ToList();
        using var whole = Open("whole", [.. HospitalCorpus.Of(), .. moved.Select(article => article with { Groups = GroupSet.Empty })]);
        using var open = Open("open", HospitalCorpus.Of());
        foreach (var article in moved)
        {
            whole.Articles.SetGroups(article.Id, GroupSet.Of([HospitalCorpus.Board])).ShouldBeTrue();
        }

        whole.Public.Articles.CountArticles().ShouldBe(20, "the store is not asked through the index");
        whole.Refresh();
        foreach (var question in HospitalCorpus.Questions)
        {
            (await AskAsync(whole, question)).ShouldBe(await AskAsync(open, question), question.Text);
        }

        whole.View(Access.Of(GroupSet.Of([HospitalCorpus.Board]))).Index.Count.ShouldBe(whole.Index.Count + 40);
        whole.Articles.SetGroups(moved[0].Id, GroupSet.Empty).ShouldBeTrue();
        whole.Refresh();
        whole.Index.Count.ShouldBe(62);
    }

    [Fact]
    public async Task An_article_that_was_shut_while_it_was_withdrawn_is_restored_for_its_group_alone()
    {
        var (asked, id) = HospitalCorpus.ForPharmacistsAsked.First();
        var article = HospitalCorpus.All.Single(each => each.Id == id);
        using var whole = Open("whole", [.. HospitalCorpus.Of(), article with { Groups = null }]);
        using var without = Open("without", HospitalCorpus.Of());
        whole.Editor.Withdraw(id, new Edit("ann", null, EditOutcome.AnyRevision)).Result.ShouldBe(EditResult.Done);
        whole.Articles.Put(article).ShouldBe(PutOutcome.StaysRemoved);

        whole.Editor.Restore(id, new Edit("ann", null, EditOutcome.AnyRevision)).Result.ShouldBe(EditResult.Done);
        whole.TakeUp();

        (await AskAsync(whole, new Question(asked))).ShouldBe(await AskAsync(without, new Question(asked)));
        (await whole.AnswerAsync(new Question(asked) { Access = Pharmacist })).ShouldBeOfType<Answer.Grounded>();
    }

    [Fact]
    public void A_source_that_no_longer_names_groups_opens_nothing()
    {
        using var whole = Open("whole", HospitalCorpus.All);
        var article = HospitalCorpus.All[1];
        whole.Articles.Put(article with { Groups = null }).ShouldBe(PutOutcome.Unchanged);
        whole.Public.Articles.Find(article.Id).ShouldBeNull();
        whole.Articles.Put(article with { Groups = GroupSet.Empty }).ShouldBe(PutOutcome.Updated);
        whole.Public.Articles.Find(article.Id).ShouldNotBeNull();
    }

    [Fact]
    public void Another_process_opens_the_same_shelves_and_a_running_one_takes_up_new_ones()
    {
        using var running = Open("whole", HospitalCorpus.Of());
        using (var other = Open("whole", []))
        {
            other.Articles.Put(HospitalCorpus.All.Select(article => (article, (string?)null)));
            other.Synchronise();
        }

        running.IsInStep.ShouldBeFalse();
        running.Refresh();
        running.IsInStep.ShouldBeTrue();
        running.View(Pharmacist).Articles.CountArticles().ShouldBe(40);
        running.View(Pharmacist).Index.DocumentFrequency(IndexTerm.Of("pharmacist")).ShouldBe(20);
        running.Index.DocumentFrequency(IndexTerm.Of("pharmacist")).ShouldBe(0);
    }

    [Fact]
    public async Task Records_say_the_groups_and_replay_with_them()
    {
        using var whole = Open("whole", HospitalCorpus.All);
        var (question, _) = HospitalCorpus.ForPharmacistsAsked.First();
        var answer = await whole.AnswerAsync(new Question(question) { Access = Pharmacist });
        var stored = whole.Evidence.Find(answer.EvidenceId)!;
        stored.Record!.Groups.ShouldBe(["pharmacy", "somebody else's"]);
        (await whole.Replay().ReplayAsync(stored)).Differences.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private BotEngine Open(string name, IReadOnlyList<Article> articles)
    {
        var settings = new BotSettings();
        settings.Retrieval.Dense.Enabled = false;
        settings.Evidence.KeyFile = _folder.At($"{name}.key");
        var engine = BotEngine.Open(_folder.At(name), settings, TimeProvider.System);
        engine.Articles.Put(articles.Select(article => (article, (string?)null)));
        engine.Synchronise();
        return engine;
    }

    private static async Task<string> AskAsync(BotEngine engine, Question question) =>
        Volatile().Replace(AnswerJson.From(await engine.AnswerAsync(question)).Serialize(indented: true), "");

    private static async Task<string> RankAsync(BotEngine engine, Question question)
    {
        var found = await engine.View(question.Access).Retriever.RetrieveAsync(question, top: 50);
        return string.Join('\n', found.Paragraphs.Select(hit => $"{hit.Paragraph.Id} {hit.Score:R} {hit.Lexical:R} {hit.Cosine:R}"));
    }

    private static string SeenOf(CorpusView view) => string.Join('\n',
    [
        $"{view.Articles.CountArticles()} {view.Index.Count}",
        .. view.Articles.Publishers(100),
        .. view.Articles.List().Select(article => $"{article.Id} {article.Title} {article.Paragraphs}"),
        .. HospitalCorpus.All.Select(article => $"{article.Id} {view.Articles.Find(article.Id)?.Article.Title} {view.Articles.GroupsOf(article.Id)}"),
        .. HospitalCorpus.All.Select(article => string.Join(' ', view.Articles.Missing([article.Id]))),
    ]);

    [GeneratedRegex("\"(evidenceId|elapsedMs)\": [^,\n]*,?", RegexOptions.NonBacktracking)]
    private static partial Regex Volatile();
}
