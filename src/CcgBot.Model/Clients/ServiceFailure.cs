using System.ClientModel;
using System.Globalization;
using System.Net.Http.Headers;

namespace CcgBot.Model.Clients;

/// <summary>What a client library's exception means.</summary>
internal static class ServiceFailure
{
    public static ModelException Of(Exception error, TimeProvider time) => error switch
    {
        ModelException known => known,
        ClientResultException answered => Of(answered, time),
        AggregateException { InnerExceptions: [.., var last] } => Of(last, time),
        HttpRequestException or IOException or System.Net.Sockets.SocketException => new ModelException(ModelFailure.Unreachable),
        // The client reads events as they come: half an event is a broken stream, not our fault.
        System.Text.Json.JsonException or FormatException => new ModelException(ModelFailure.Truncated),
        Azure.Identity.AuthenticationFailedException => new ModelException(ModelFailure.Unauthorised),
        // A reply that the client library can't make sense of ends in whatever its parser throws.
        _ => new ModelException(ModelFailure.ServiceError),
    };

    private static ModelException Of(ClientResultException error, TimeProvider time)
    {
        var response = error.GetRawResponse();
        // Only looked at: what a service writes in its errors may hold the key or the question, so none of it is kept.
        var body = Body(response);
        return error.Status switch
        {
            0 => new ModelException(ModelFailure.Unreachable),
            401 or 403 => new ModelException(ModelFailure.Unauthorised),
            408 => new ModelException(ModelFailure.TimedOut),
            429 when body.Contains("insufficient_quota", StringComparison.Ordinal) => new ModelException(ModelFailure.Rejected),
            429 => new ModelException(ModelFailure.TooManyRequests, RetryAfter(response, time)),
            503 => new ModelException(ModelFailure.ServiceError, RetryAfter(response, time)),
            >= 500 => new ModelException(ModelFailure.ServiceError),
            400 when body.Contains("content_filter", StringComparison.Ordinal) => new ModelException(ModelFailure.ContentFilter),
            >= 400 => new ModelException(ModelFailure.Rejected),
            _ => new ModelException(ModelFailure.Truncated),
        };
    }

    private static string Body(System.ClientModel.Primitives.PipelineResponse? response)
    {
        try
        {
            return response?.Content.ToString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static TimeSpan? RetryAfter(System.ClientModel.Primitives.PipelineResponse? response, TimeProvider time)
    {
        if (response is null)
        {
            return null;
        }

        if (response.Headers.TryGetValue("retry-after-ms", out var ms) && double.TryParse(ms, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, int.MaxValue));
        }

        if (!response.Headers.TryGetValue("retry-after", out var value) || !RetryConditionHeaderValue.TryParse(value, out var after))
        {
            return null;
        }

        var wait = after.Delta ?? after.Date - time.GetUtcNow();
        return wait is { } span && span > TimeSpan.Zero ? span : TimeSpan.Zero;
    }
}
