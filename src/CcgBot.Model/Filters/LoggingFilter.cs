using System.Diagnostics;
using CcgBot.Model.Clients;
using CcgBot.Model.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;
using FunctionInvocationContext = Microsoft.SemanticKernel.FunctionInvocationContext;

namespace CcgBot.Model.Filters;

/// <summary>One log line, one span and the measures for each call. Neither the prompt nor the reply is in any of them.</summary>
internal sealed class LoggingFilter(ILogger<LoggingFilter> log, TimeProvider time) : IFunctionInvocationFilter
{
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var started = time.GetTimestamp();
        var name = context.Function.Name;
        using var span = ModelTelemetry.Source.StartActivity($"model {name}", ActivityKind.Client);
        var outcome = "failed";
        try
        {
            await next(context);
            var usage = context.Result.GetValue<ChatResponse>()?.Usage;
            outcome = "ok";
            span?.SetTag("ccgbot.model.input_tokens", usage?.InputTokenCount).SetTag("ccgbot.model.output_tokens", usage?.OutputTokenCount);
            log.LogInformation("Model call {Prompt}: {InputTokens} tokens in, {OutputTokens} out", name, usage?.InputTokenCount, usage?.OutputTokenCount);
        }
        catch (ModelException error)
        {
            outcome = error.Failure.ToString();
            span?.SetStatus(ActivityStatusCode.Error, outcome);
            log.LogWarning("Model call {Prompt} failed: {Failure}", name, error.Failure);
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
            throw;
        }
        finally
        {
            ModelTelemetry.Calls.Record(time.GetElapsedTime(started).TotalSeconds, new("prompt", name), new("outcome", outcome));
        }
    }
}
