using CcgBot.Model.Clients;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using FunctionInvocationContext = Microsoft.SemanticKernel.FunctionInvocationContext;

namespace CcgBot.Model.Filters;

/// <summary>Keeps one answer to its tokens: a call that could pass them is not made; what a call used is written down.</summary>
internal sealed class BudgetFilter : IFunctionInvocationFilter, IPromptRenderFilter
{
    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        await next(context);
        if (AnswerBudget.Of(context.Kernel) is { } budget && TokenEstimate.Of(context.RenderedPrompt ?? "") > budget.Left)
        {
            throw new ModelException(ModelFailure.BudgetSpent);
        }
    }

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        await next(context);
        var (input, output) = CallUsage.Of(context.Result);
        AnswerBudget.Of(context.Kernel)?.Used(input, output);
    }
}

/// <summary>Tokens of a finished call: the service's count, or an estimate where it gives none.</summary>
internal static class CallUsage
{
    public static (long Input, long Output) Of(FunctionResult result)
    {
        var response = result.GetValue<ChatResponse>();
        return (
            response?.Usage?.InputTokenCount ?? TokenEstimate.Of(result.RenderedPrompt ?? ""),
            response?.Usage?.OutputTokenCount ?? TokenEstimate.Of(response?.Text ?? ""));
    }
}
