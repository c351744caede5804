namespace CcgBot.Retrieval.Dense;

/// <summary>The buffers of one forward pass, reused: 9 MB for 384 tokens. For one thread at a time.</summary>
internal sealed class EncoderWorkspace
{
    /// <summary>Tokens of one passage at most; the encoder knows no more.</summary>
    public const int MaxPassage = 128;

    /// <summary>Tokens of one pass at most: enough that the weights are read from memory once for many, little enough for the second-level cache.</summary>
    public const int MaxTokens = 384;

    private const int Rows = MaxTokens + MatrixKernel.RowBlock;
    private const int MaxHead = 128;

    public NativeBuffer Input { get; } = new(Rows * 256);

    public NativeBuffer Normed { get; } = new(Rows * 512);

    public NativeBuffer Wide { get; } = new(Rows * 1536);

    public NativeBuffer Attended { get; } = new(Rows * 512);

    public NativeBuffer Widened { get; } = new(Rows * 512);

    public NativeBuffer Scores { get; } = new((MaxPassage + MatrixKernel.RowBlock) * MaxPassage);

    public PackedMatrix Keys { get; } = new(MaxHead, MaxPassage);

    public PackedMatrix Values { get; } = new(MaxPassage, MaxHead);

    public NativeBuffer Pooled { get; } = new(Rows * 512);

    public NativeBuffer Output { get; } = new(Rows * 512);
}
