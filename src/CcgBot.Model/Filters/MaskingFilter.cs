using CcgBot.Privacy;
using Microsoft.SemanticKernel;

namespace CcgBot.Model.Filters;

/// <summary>
/// Masks personal details (<see cref="PersonalData"/>) in what a person wrote (question, history, scenario) before it is put into a prompt;
/// articles stay as they are. The question's door has masked what came through it: this is for every other way to a model.
/// </summary>
internal sealed class MaskingFilter : IPromptRenderFilter
{
    /// <summary>Arguments that hold a person's own words.</summary>
    private static readonly string[] Personal = ["asked", "turns"];

    public Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        foreach (var name in Personal)
        {
            if (!context.Arguments.TryGetValue(name, out var value))
            {
                continue;
            }

            object? masked = value switch
            {
                string text => Mask(text),
                IReadOnlyList<string> lines => lines.Select(Mask).ToList(),
                _ => value,
            };
            if (AnswerBudget.Of(context.Kernel) is { } budget)
            {
                budget.Masked |= value is string one ? one != (string)masked! : value is IReadOnlyList<string> all && !all.SequenceEqual((IReadOnlyList<string>)masked!);
            }

            context.Arguments[name] = masked;
        }

        return next(context);
    }

    private static string Mask(string text) => PersonalData.Mask(text).Text;
}
