using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace CcgBot.Model.Composing;

/// <summary>What the answer prompt asks for.</summary>
internal sealed record ModelReply(IReadOnlyList<ModelClaim> Claims, IReadOnlyList<string> Unanswered)
{
    /// <summary>Reads a reply; false when it is not the form asked for. A Markdown code fence round it is forgiven.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out ModelReply? reply)
    {
        reply = null;
        try
        {
            using var json = JsonDocument.Parse(Unfenced(text), new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = 16 });
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("claims", out var claims) || claims.ValueKind != JsonValueKind.Array)
            {
                return false;
            }

            var read = claims.EnumerateArray().Select(ClaimFrom).ToList();
            if (read.Any(claim => claim is null))
            {
                return false;
            }

            var unanswered = json.RootElement.TryGetProperty("unanswered", out var parts) && parts.ValueKind == JsonValueKind.Array
                ? parts.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.String).Select(part => part.GetString()!).ToList()
                : [];
            reply = new ModelReply(read!, unanswered);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is half a surrogate pair.
            return false;
        }
    }

    private static ModelClaim? ClaimFrom(JsonElement claim)
    {
        if (claim.ValueKind != JsonValueKind.Object
            || !claim.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String
            || !claim.TryGetProperty("paragraphs", out var paragraphs) || paragraphs.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        // A number we can't read is one that was not given.
        return new ModelClaim(text.GetString()!, [.. paragraphs.EnumerateArray().Select(NumberFrom)]);
    }

    private static int NumberFrom(JsonElement number) => number.ValueKind switch
    {
        JsonValueKind.Number when number.TryGetInt32(out var value) => value,
        JsonValueKind.String when int.TryParse(number.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        _ => 0,
    };

    private static string Unfenced(string text)
    {
        var trimmed = text.Trim().Trim('\uFEFF');
        if (!trimmed.StartsWith("```", StringComparison.Ordinal) || !trimmed.EndsWith("```", StringComparison.Ordinal) || trimmed.IndexOf('\n') is not (> 0 and var line))
        {
            return trimmed;
        }

        return trimmed[line..^3];
    }
}

/// <param name="Paragraphs">Numbers as the model gave them: any may be wrong.</param>
internal sealed record ModelClaim(string Text, IReadOnlyList<int> Paragraphs);
