using System.Text.Json;

namespace CcgBot.Model.Tests.Infrastructure;

/// <summary>Replies in the form that the answer prompt asks for.</summary>
public static class Replies
{
    public static string Claims(params ReadOnlySpan<(string Text, int[] Paragraphs)> claims) =>
        JsonSerializer.Serialize(new { claims = claims.ToArray().Select(claim => new { text = claim.Text, paragraphs = claim.Paragraphs }), unanswered = Array.Empty<string>() });

    public static string Nothing { get; } = """{"claims":[],"unanswered":[]}""";
}
