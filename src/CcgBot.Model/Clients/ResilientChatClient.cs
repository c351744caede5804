using Microsoft.Extensions.AI;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace CcgBot.Model.Clients;

/// <summary>Tries again after a failure that may pass, as late as the service asks, and leaves a service alone that keeps failing.</summary>
internal sealed class ResilientChatClient : DelegatingChatClient
{
    private readonly ResiliencePipeline<ChatResponse> _pipeline;

    public ResilientChatClient(IChatClient inner, ModelOptions options, TimeProvider time)
        : base(inner)
    {
        var longest = TimeSpan.FromSeconds(options.LongestRetryAfterSeconds);
        var builder = new ResiliencePipelineBuilder<ChatResponse> { TimeProvider = time };
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<ChatResponse>
            {
                MaxRetryAttempts = options.Retries,
                Delay = TimeSpan.FromSeconds(options.RetrySeconds),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = options.RetrySeconds > 0,
                ShouldHandle = new PredicateBuilder<ChatResponse>().Handle<ModelException>(error => error.MayPass && (error.RetryAfter ?? TimeSpan.Zero) <= longest),
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as ModelException)?.RetryAfter),
            });
        }

        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<ChatResponse>
        {
            FailureRatio = 0.5,
            MinimumThroughput = options.BreakAfter,
            SamplingDuration = TimeSpan.FromMinutes(1),
            BreakDuration = TimeSpan.FromSeconds(options.BreakSeconds),
            // A wrong key or a refused request fails for ever: asking on only costs each person a wait.
            ShouldHandle = new PredicateBuilder<ChatResponse>().Handle<ModelException>(error => error.MayPass || error.Failure is ModelFailure.Unauthorised),
        });
        _pipeline = builder.Build();
    }

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                async (call, token) => await call.Inner.GetResponseAsync(call.Messages, call.Options, token),
                (Inner: InnerClient, Messages: messages, Options: options),
                cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            throw new ModelException(ModelFailure.CircuitOpen);
        }
    }
}
