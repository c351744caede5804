using CcgBot.Model.Clients;
using CcgBot.Model.Spending;
using Microsoft.SemanticKernel;

namespace CcgBot.Model.Filters;

/// <summary>Keeps all answers of a day to the spending limit.</summary>
internal sealed class SpendingFilter(SpendingLedger ledger) : IFunctionInvocationFilter, IPromptRenderFilter
{
    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        await next(context);
        if (AnswerBudget.Of(context.Kernel) is not { } budget)
        {
            return;
        }

        var longest = context.ExecutionSettings?.ExtensionData?.TryGetValue("max_tokens", out var most) is true ? Convert.ToInt64(most, System.Globalization.CultureInfo.InvariantCulture) : 2000;
        budget.Reserved = ledger.Reserve(TokenEstimate.Of(context.RenderedPrompt ?? ""), longest) ?? throw new ModelException(ModelFailure.DailyLimit);
    }

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var (input, output) = (0L, 0L);
        try
        {
            await next(context);
            (input, output) = CallUsage.Of(context.Result);
        }
        finally
        {
            if (AnswerBudget.Of(context.Kernel) is { Reserved: { } reserved } budget)
            {
                ledger.Settle(reserved, input, output);
                budget.Reserved = null;
                budget.Cost += ledger.CostOf(input, output);
            }
        }
    }
}
