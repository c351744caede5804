using System.Text.Json;
using System.Text.Json.Serialization;
using CcgBot.Articles.Sources;

namespace CcgBot.Documents.Libraries;

/// <summary>A drive or a site: of both the id is enough.</summary>
internal sealed record GraphId(string? Id, string? Name);

/// <summary>A page of a list, and where the next is.</summary>
internal sealed record GraphIds(IReadOnlyList<GraphId>? Value, [property: JsonPropertyName("@odata.nextLink")] string? NextLink);

/// <param name="DeltaLink">On the last page: what the library is asked for next time.</param>
internal sealed record GraphDelta(
    IReadOnlyList<GraphItem>? Value,
    [property: JsonPropertyName("@odata.nextLink")] string? NextLink,
    [property: JsonPropertyName("@odata.deltaLink")] string? DeltaLink);

/// <summary>An item of a drive (<c>driveItem</c>). Of what is deleted the id alone is sure, and a business library's delta leaves out <c>cTag</c>.</summary>
internal sealed record GraphItem(string? Id, string? Name, long? Size, string? ETag, string? CTag, string? WebUrl, GraphParent? ParentReference)
{
    public GraphFile? File { get; init; }

    public JsonElement? Folder { get; init; }

    public JsonElement? Root { get; init; }

    public JsonElement? Deleted { get; init; }

    /// <summary>Set for notebooks.</summary>
    public JsonElement? Package { get; init; }

    /// <summary>Set for links to something in another drive.</summary>
    public JsonElement? RemoteItem { get; init; }

    public LibraryItem ToItem() => new(
        Id!,
        ParentReference?.Id,
        Name ?? "",
        Deleted is not null ? LibraryItemKind.Gone
            : Root is not null ? LibraryItemKind.Root
            : Package is not null || RemoteItem is not null ? LibraryItemKind.Other
            : Folder is not null ? LibraryItemKind.Folder
            : File is not null ? LibraryItemKind.File
            : LibraryItemKind.Other,
        WebUrl,
        Size ?? 0,
        $"{File?.Hashes?.QuickXorHash ?? CTag ?? ETag}\n{Name}\n{WebUrl}");
}

internal sealed record GraphParent(string? Id);

internal sealed record GraphFile(GraphHashes? Hashes);

internal sealed record GraphHashes(string? QuickXorHash);

internal sealed record GraphFault(GraphError? Error);

internal sealed record GraphError(string? Code, string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GraphId))]
[JsonSerializable(typeof(GraphIds))]
[JsonSerializable(typeof(GraphDelta))]
[JsonSerializable(typeof(GraphItem))]
[JsonSerializable(typeof(GraphFault))]
internal sealed partial class GraphJson : JsonSerializerContext;
