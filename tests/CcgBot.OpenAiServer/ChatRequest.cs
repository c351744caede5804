using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CcgBot.OpenAiServer;

/// <summary>A chat completion request, read strictly.</summary>
/// <param name="Body">The whole of it.</param>
public sealed record ChatRequest(string Model, IReadOnlyList<ChatRequestMessage> Messages, bool Stream, JsonElement Body)
{
    // What https://platform.openai.com/docs/api-reference/chat/create has and this project's client may send.
    private static readonly HashSet<string> Known =
        ["model", "messages", "stream", "stream_options", "temperature", "top_p", "max_tokens", "max_completion_tokens", "response_format", "seed", "reasoning_effort"];

    /// <summary>The user's part, which holds the data.</summary>
    public string User => Messages.First(message => message.Role == "user").Content;

    /// <exception cref="FormatException">The request is not to the protocol.</exception>
    public static async Task<ChatRequest> ReadAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) is not true)
        {
            throw new FormatException($"content type {request.ContentType}");
        }

        using var json = await JsonDocument.ParseAsync(request.Body);
        var body = json.RootElement.Clone();
        if (body.EnumerateObject().FirstOrDefault(property => !Known.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw new FormatException($"unknown property {unknown.Name}");
        }

        var messages = body.GetProperty("messages").EnumerateArray().Select(Message).ToList();
        if (messages.Count == 0)
        {
            throw new FormatException("no messages");
        }

        if (body.TryGetProperty("response_format", out var format) && format.GetProperty("type").GetString() == "json_schema")
        {
            RequireStrictSchema(format.GetProperty("json_schema"));
        }

        return new ChatRequest(
            body.GetProperty("model").GetString() is { Length: > 0 } model ? model : throw new FormatException("no model"),
            messages,
            body.TryGetProperty("stream", out var stream) && stream.GetBoolean(),
            body);
    }

    private static ChatRequestMessage Message(JsonElement message)
    {
        var role = message.GetProperty("role").GetString();
        if (role is not ("system" or "user" or "assistant"))
        {
            throw new FormatException($"role {role}");
        }

        var content = message.GetProperty("content");
        var text = content.ValueKind == JsonValueKind.String
            ? content.GetString()!
            : string.Concat(content.EnumerateArray().Select(part => part.GetProperty("type").GetString() == "text"
                ? part.GetProperty("text").GetString()
                : throw new FormatException("a part that is not text")));
        return new ChatRequestMessage(role, text);
    }

    // OpenAI refuses a strict schema whose objects are open or have optional properties.
    private static void RequireStrictSchema(JsonElement format)
    {
        if (string.IsNullOrEmpty(format.GetProperty("name").GetString()) || !format.GetProperty("strict").GetBoolean())
        {
            throw new FormatException("the schema has no name or is not strict");
        }

        RequireClosed(format.GetProperty("schema"));
    }

    private static void RequireClosed(JsonElement schema)
    {
        switch (schema.GetProperty("type").GetString())
        {
            case "object":
                var required = schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ToHashSet();
                if (schema.GetProperty("additionalProperties").GetBoolean() || schema.GetProperty("properties").EnumerateObject().Any(property => !required.Contains(property.Name)))
                {
                    throw new FormatException("a strict schema is closed and requires all its properties");
                }

                foreach (var property in schema.GetProperty("properties").EnumerateObject())
                {
                    RequireClosed(property.Value);
                }

                break;
            case "array":
                RequireClosed(schema.GetProperty("items"));
                break;
        }
    }
}

/// <summary>One message of a request.</summary>
public sealed record ChatRequestMessage(string Role, string Content);
