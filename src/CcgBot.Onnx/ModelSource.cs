using Microsoft.ML.OnnxRuntime;

namespace CcgBot.Onnx;

/// <summary>Where a model's graph and vocabulary are read from.</summary>
/// <param name="Name">What errors call it.</param>
/// <param name="Identity">Changes with the weights and the vocabulary.</param>
internal sealed record ModelSource(string Name, string Identity, Func<InferenceSession> Session, Func<Stream> Vocabulary)
{
    // ONNX Runtime may tell its makers of its use; this bot speaks to nobody that it was not told to.
    static ModelSource() => OrtEnv.Instance().DisableTelemetryEvents();

    /// <summary>A run keeps to the thread that asks.</summary>
    public static SessionOptions OneThread() => new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
}
