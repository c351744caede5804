using CcgBot.Evaluation.Tests.Infrastructure;
using CcgBot.Evaluation.TestSets;
using CcgBot.Evaluation.Training;

namespace CcgBot.Evaluation.Tests.Training;

public sealed class TitleCorporaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_title_of_ten_paragraphs_is_a_corpus_with_the_questions_about_it()
    {
        var small = TitleCorpora.Of(Read(["Alps", "Baltic", "Congo", "Dover"], paragraphs: 10), _folder.Path, most: 16);

        Assert.Equal(4, small.Count);
        Assert.All(small, set => Assert.Equal("own by title", set.Name));
        Assert.All(small, set => Assert.Equal(10, File.ReadLines(set.Corpus!.Path).Count()));
        Assert.Equal(["Alps-yes0", "Alps-no0", "Alps-yes1", "Alps-no1"], small[0].Questions.Take(4).Select(question => question.Id));
        Assert.Equal([true, false], small[0].Questions.Take(2).Select(question => question.Answerable));
        Assert.All(small, set => Assert.Equal(60, set.Questions.Count));
    }

    [Fact]
    public void More_titles_than_asked_for_are_taken_evenly_spread()
    {
        var small = TitleCorpora.Of(Read(["Alps", "Baltic", "Congo", "Dover"], paragraphs: 10), _folder.Path, most: 2);

        Assert.Equal(["Alps-yes0", "Congo-yes0"], small.Select(set => set.Questions[0].Id));
    }

    [Theory]
    [InlineData(9, 4, 30)]
    [InlineData(10, 3, 30)]
    [InlineData(10, 4, 12)]
    public void Small_titles_few_of_them_and_few_questions_make_none(int paragraphs, int titles, int questions) =>
        Assert.Empty(TitleCorpora.Of(Read([.. Enumerable.Range(0, titles).Select(i => $"T{i}")], paragraphs, questions), _folder.Path, most: 16));

    /// <summary>Every title has questions that its first paragraph answers and as many about it that it doesn't, and one question is about two titles.</summary>
    private TestSet Read(string[] titles, int paragraphs, int questions = 30)
    {
        _folder.Write("own/corpus.jsonl", [.. titles.SelectMany(title => Enumerable.Range(0, paragraphs).Select(i => $$"""{"_id":"{{title}}{{i}}","title":"{{title}}","text":"Text {{i}}."}"""))]);
        _folder.Write(
            "own/queries.jsonl",
            [
                .. titles.SelectMany(title => Enumerable.Range(0, questions).SelectMany(i => new[]
                {
                    $$"""{"_id":"{{title}}-yes{{i}}","text":"Yes?","answerable":true}""",
                    $$"""{"_id":"{{title}}-no{{i}}","text":"No?","answerable":false,"about":"{{title}}0"}""",
                })),
                """{"_id":"both","text":"Both?","answerable":true}""",
            ]);
        _folder.Write("own/qrels.tsv", ["query-id\tcorpus-id\tscore", .. titles.SelectMany(title => Enumerable.Range(0, questions).Select(i => $"{title}-yes{i}\t{title}0\t1")), $"both\t{titles[0]}0\t1", $"both\t{titles[1]}0\t1"]);
        return TestSetReader.Read(Path.Combine(_folder.Path, "own"));
    }
}
