using System.Security.Cryptography;
using CcgBot.Retrieval.Reading;
using Microsoft.ML.OnnxRuntime;

namespace CcgBot.Onnx.Reader;

/// <summary>Where the reader's weights are: <c>models/reader.onnx</c> beside the program, or the file that <c>Reading:Model</c> names.</summary>
internal static class ShippedReader
{
    public static ModelSource Source(ReadingOptions options)
    {
        var shipped = options.Model is null;
        var path = options.Model ?? Path.Combine(AppContext.BaseDirectory, "models", "reader.onnx");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(shipped
                ? $"{path} isn't there: build the program again, or set Reading:Enabled to false."
                : $"{path} is not there: setting Reading:Model has to name the .onnx file of a reader.");
        }

        var vocabulary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "vocab.txt");
        if (!shipped && !File.Exists(vocabulary))
        {
            throw new FileNotFoundException($"{vocabulary} is not there: a reader needs its vocabulary beside it.");
        }

        return new ModelSource(
            path,
            $"{Path.GetFileName(path)}:{Hash(path)}",
            () => new InferenceSession(path, ModelSource.OneThread()),
            () => shipped ? PackagedModel.Vocabulary() : File.OpenRead(vocabulary));
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 8));
    }
}
