using System.Buffers.Binary;

namespace CcgBot.OpenAiServer;

/// <summary>The objects of the OpenAI protocol that the server sends.</summary>
internal static class Protocol
{
    private const int Dimensions = 8;

    public static object Chunk(string model, object delta, string? finish = null) => new
    {
        id = "chatcmpl-scripted",
        @object = "chat.completion.chunk",
        created = 1_700_000_000,
        model,
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    };

    public static object UsageChunk(string model, (int Input, int Output) usage) => new
    {
        id = "chatcmpl-scripted",
        @object = "chat.completion.chunk",
        created = 1_700_000_000,
        model,
        choices = Array.Empty<object>(),
        usage = Usage(usage),
    };

    public static object Completion(string model, string content, string finish, (int Input, int Output) usage) => new
    {
        id = "chatcmpl-scripted",
        @object = "chat.completion",
        created = 1_700_000_000,
        model,
        choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = finish } },
        usage = Usage(usage),
    };

    /// <summary>Vectors of character counts, base64 little-endian as the official clients ask for.</summary>
    public static object Embeddings(string model, IReadOnlyList<string> texts) => new
    {
        @object = "list",
        model,
        data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Vector(text) }),
        usage = new { prompt_tokens = texts.Sum(text => text.Length), total_tokens = texts.Sum(text => text.Length) },
    };

    private static object Usage((int Input, int Output) usage) =>
        new { prompt_tokens = usage.Input, completion_tokens = usage.Output, total_tokens = usage.Input + usage.Output };

    private static string Vector(string text)
    {
        var bytes = new byte[Dimensions * sizeof(float)];
        for (var i = 0; i < Dimensions; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), text.Count(c => c % Dimensions == i));
        }

        return Convert.ToBase64String(bytes);
    }
}
