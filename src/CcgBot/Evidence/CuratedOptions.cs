namespace CcgBot.Evidence;

/// <summary>Settings of operators' own answers: section <c>Curated</c>.</summary>
public sealed class CuratedOptions
{
    /// <summary>The YAML file of curated answers. Default: <c>curated.yaml</c> beside the store; none is no error.</summary>
    public string? File { get; set; }

    public string FileFor(string storePath) => File ?? Path.Combine(Path.GetDirectoryName(storePath)!, "curated.yaml");
}
