using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CcgBot.OpenAiServer;

/// <summary>One scripted reply.</summary>
public abstract record Reply
{
    private Reply()
    {
    }

    internal abstract Task SendAsync(HttpContext context, ChatRequest request);

    private static async Task BeginStreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(context.RequestAborted);
    }

    private static async Task EventAsync(HttpContext context, object data)
    {
        await context.Response.WriteAsync($"data: {(data as string) ?? JsonSerializer.Serialize(data)}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>A whole reply, in pieces when it was asked for as a stream.</summary>
    /// <param name="Finish">stop, length, content_filter.</param>
    /// <param name="Usage">Null: the server counts no tokens, as some compatible ones don't.</param>
    public sealed record Text(string Content, string Finish = "stop", (int Input, int Output)? Usage = null, int PieceLength = 7) : Reply
    {
        internal override async Task SendAsync(HttpContext context, ChatRequest request)
        {
            var usage = Usage ?? (100, 20);
            if (!request.Stream)
            {
                await context.Response.WriteAsJsonAsync(Protocol.Completion(request.Model, Content, Finish, usage));
                return;
            }

            await BeginStreamAsync(context);
            await EventAsync(context, Protocol.Chunk(request.Model, new { role = "assistant", content = "" }));
            for (var at = 0; at < Content.Length; at += PieceLength)
            {
                await EventAsync(context, Protocol.Chunk(request.Model, new { content = Content.Substring(at, Math.Min(PieceLength, Content.Length - at)) }));
            }

            await EventAsync(context, Protocol.Chunk(request.Model, new { }, Finish));
            if (Usage != (0, 0))
            {
                await EventAsync(context, Protocol.UsageChunk(request.Model, usage));
            }

            await EventAsync(context, "[DONE]");
        }
    }

    /// <summary>The model declines, in the protocol's own field.</summary>
    public sealed record Refusal(string Why = "I can't help with that.") : Reply
    {
        internal override async Task SendAsync(HttpContext context, ChatRequest request)
        {
            await BeginStreamAsync(context);
            await EventAsync(context, Protocol.Chunk(request.Model, new { role = "assistant", refusal = Why }));
            await EventAsync(context, Protocol.Chunk(request.Model, new { }, "stop"));
            await EventAsync(context, "[DONE]");
        }
    }

    /// <summary>An HTTP error with a body to the protocol.</summary>
    public sealed record Error(int Status, string Message = "scripted error", string Code = "scripted", string? RetryAfter = null) : Reply
    {
        internal override Task SendAsync(HttpContext context, ChatRequest request)
        {
            context.Response.StatusCode = Status;
            if (RetryAfter is not null)
            {
                context.Response.Headers.RetryAfter = RetryAfter;
            }

            return context.Response.WriteAsJsonAsync(new { error = new { message = Message, type = "scripted", param = (string?)null, code = Code } });
        }
    }

    /// <summary>A stream that ends early: quietly, or by breaking the connection.</summary>
    public sealed record Truncated(string Content, bool Break) : Reply
    {
        internal override async Task SendAsync(HttpContext context, ChatRequest request)
        {
            await BeginStreamAsync(context);
            await EventAsync(context, Protocol.Chunk(request.Model, new { role = "assistant", content = Content }));
            if (Break)
            {
                context.Abort();
            }
        }
    }

    /// <summary>Sends something and then nothing more, until the client goes.</summary>
    public sealed record Stall(string Content = "", TaskCompletionSource? Started = null) : Reply
    {
        internal override async Task SendAsync(HttpContext context, ChatRequest request)
        {
            if (Content.Length > 0)
            {
                await BeginStreamAsync(context);
                await EventAsync(context, Protocol.Chunk(request.Model, new { role = "assistant", content = Content }));
            }

            Started?.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
    }

    /// <summary>Bytes as they are, with status 200.</summary>
    public sealed record Raw(string ContentType, string Body) : Reply
    {
        internal override Task SendAsync(HttpContext context, ChatRequest request)
        {
            context.Response.ContentType = ContentType;
            return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Body), context.RequestAborted).AsTask();
        }
    }
}
