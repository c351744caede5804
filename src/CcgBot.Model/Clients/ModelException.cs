namespace CcgBot.Model.Clients;

/// <summary>The model did not give a usable reply. The message is ours: no text of the service's, no key, no prompt is in it.</summary>
public sealed class ModelException(ModelFailure failure, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(Describe(failure), inner)
{
    public ModelFailure Failure { get; } = failure;

    /// <summary>How long the service asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>A second try may go better.</summary>
    public bool MayPass => Failure is ModelFailure.TimedOut or ModelFailure.Stalled or ModelFailure.TooManyRequests or ModelFailure.ServiceError
        or ModelFailure.Unreachable or ModelFailure.Truncated or ModelFailure.EmptyReply;

    private static string Describe(ModelFailure failure) => failure switch
    {
        ModelFailure.TimedOut => "The language model took longer than one answer may take.",
        ModelFailure.Stalled => "The language model stopped sending.",
        ModelFailure.TooManyRequests => "The language model's service takes no more requests at the moment.",
        ModelFailure.ServiceError => "The language model's service failed.",
        ModelFailure.Unreachable => "The language model's service can't be reached.",
        ModelFailure.Truncated => "The language model's reply broke off.",
        ModelFailure.TooLong => "The language model's reply was cut at its longest.",
        ModelFailure.EmptyReply => "The language model sent nothing.",
        ModelFailure.ContentFilter => "The language model's content filter stopped the reply.",
        ModelFailure.Refusal => "The language model declined.",
        ModelFailure.WrongForm => "The language model's reply was not in the form asked for.",
        ModelFailure.Unauthorised => "The language model's service refused the key or sign-in.",
        ModelFailure.Rejected => "The language model's service refused the request.",
        ModelFailure.CircuitOpen => "The language model has failed often and is left alone for a while.",
        ModelFailure.BudgetSpent => "This answer used up its share of the language model.",
        ModelFailure.DailyLimit => "The day's spending limit for the language model is reached.",
        ModelFailure.NotRecorded => "No recorded reply for this request.",
        _ => "The language model failed.",
    };
}

public enum ModelFailure
{
    TimedOut,
    Stalled,
    TooManyRequests,
    ServiceError,
    Unreachable,
    Truncated,
    TooLong,
    EmptyReply,
    ContentFilter,
    Refusal,
    WrongForm,
    Unauthorised,
    Rejected,
    CircuitOpen,
    BudgetSpent,
    DailyLimit,
    NotRecorded,
}
