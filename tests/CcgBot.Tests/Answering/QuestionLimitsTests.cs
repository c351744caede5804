using CcgBot.Answering;

namespace CcgBot.Tests.Answering;

public sealed class QuestionLimitsTests
{
    [Fact]
    public void What_is_within_the_limits_stays_as_it_is()
    {
        var question = new Question("Who?", [new Turn(Role.User, "What?"), new Turn(Role.Assistant, new string('x', 4_000))], "A person.");

        Assert.Equal(question, QuestionLimits.Bounded(question, 2_000));
    }

    [Fact]
    public void Of_a_long_history_the_end_is_used_and_of_a_long_turn_the_beginning()
    {
        var turns = Enumerable.Range(0, 500).Select(i => new Turn(Role.User, $"{i} {new string('x', 10_000)}")).ToList();

        var used = QuestionLimits.Bounded(new Question("Who?", turns), 2_000).History;

        Assert.True(used.Sum(turn => turn.Content.Length) <= 64_000);
        Assert.StartsWith("499 ", used[^1].Content, StringComparison.Ordinal);
        Assert.StartsWith("498 ", used[^2].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void No_character_is_cut_in_two()
    {
        var question = QuestionLimits.Bounded(new Question($"{new string('x', 1_999)}😀 and more"), 2_000);

        Assert.Equal(new string('x', 1_999), question.Text);
    }

    [Theory]
    [InlineData(4_000, 0, 0, null)]
    [InlineData(4_001, 0, 0, "The question has 4001 characters; at most 4000 are read.")]
    [InlineData(1, 101, 1, "The history has 101 entries; at most 100 are read.")]
    [InlineData(1, 2, 16_001, "The history entry 1 has 16001 characters; at most 16000 are read.")]
    [InlineData(1, 17, 16_000, "The history has 272000 bytes; at most 262144 are read.")]
    public void What_is_refused_names_the_limit(int question, int turns, int characters, string? problem) => Assert.Equal(
        problem,
        QuestionLimits.Problem(new AskRequest(new string('x', question), [.. Enumerable.Repeat(new AskTurn("user", new string('x', characters)), turns)]), 4_000));
}
