using Microsoft.ML.OnnxRuntime;

namespace CcgBot.Onnx;

/// <summary>Where a model's graph and vocabulary are read from.</summary>
/// <param name="Name">What errors call it.</param>
/// <param name="Identity">Changes with the weights and the vocabulary.</param>
internal sealed record ModelSource(string Name, string Identity, Func<InferenceSession> Session, Func<Stream> Vocabulary)
{
    // ONNX Runtime may tell its makers of its use; this bot speaks to nobody that it was not told to.
    static ModelSource() => OrtEnv.Instance().DisableTelemetryEvents();

    /// <summary>Whether a text's vector is its own only where it goes through the model alone.</summary>
    public bool OneByOne { get; init; }

    /// <summary>A run keeps to the thread that asks.</summary>
    public static SessionOptions OneThread() => new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };

    /// <summary>For a graph that is as it should run: nothing is fused.</summary>
    public static SessionOptions AsWritten()
    {
        var options = OneThread();
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC;
        return options;
    }
}
