using System.Text.Json;

namespace CcgBot.Answering.Extractive;

/// <summary>A logistic regression: names, weights and a bias, as read from a file that people can read.</summary>
public sealed class LinearModel
{
    private readonly double[] _weights;

    /// <param name="names">The features in the order they will be given.</param>
    /// <exception cref="InvalidDataException">The file has a weight for a feature that does not exist.</exception>
    public LinearModel(LinearModelFile file, IReadOnlyList<string> names)
    {
        if (file.Weights.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new InvalidDataException($"The weights name a feature '{unknown}' that this program does not have: train again with 'ccgbot train'.");
        }

        Bias = file.Bias;
        _weights = [.. names.Select(name => file.Weights.GetValueOrDefault(name))];
    }

    public double Bias { get; }

    /// <summary>The log-odds.</summary>
    public double Score(ReadOnlySpan<float> features)
    {
        var sum = Bias;
        for (var i = 0; i < _weights.Length; i++)
        {
            sum += _weights[i] * features[i];
        }

        return sum;
    }

    public double Probability(ReadOnlySpan<float> features) => Logistic(Score(features));

    /// <summary>Log-odds → probability.</summary>
    public static double Logistic(double score) => 1 / (1 + Math.Exp(-score));
}

/// <summary>One model of the weights file.</summary>
public sealed record LinearModelFile(double Bias, IReadOnlyDictionary<string, double> Weights);

/// <summary><c>weights.json</c>: both models and how they were learnt.</summary>
/// <param name="Sentence">Is this sentence the answer?</param>
/// <param name="Confidence">Do the chosen sentences answer the question?</param>
/// <param name="Learnt">The sets, their sizes and the cross-validated scores.</param>
public sealed record AnsweringWeights(LinearModelFile Sentence, LinearModelFile Confidence, JsonElement Learnt)
{
    /// <summary>Learnt with the packaged encoder's cosines.</summary>
    public static AnsweringWeights Packaged { get; } = Resource("weights.json");

    /// <summary>Learnt on words alone: for where there are no vectors, or those of an encoder that they were not learnt with.</summary>
    public static AnsweringWeights WordsAlone { get; } = Resource("weights-words.json");

    /// <summary>Learnt with the readings of the reader that ships, and the packaged encoder's cosines.</summary>
    public static AnsweringWeights Reading { get; } = Resource("weights-reading.json");

    private static AnsweringWeights Resource(string name) =>
        Read(typeof(AnsweringWeights).Assembly.GetManifestResourceStream($"CcgBot.Answering.Extractive.{name}")!);

    /// <exception cref="InvalidDataException">Not a weights file.</exception>
    public static AnsweringWeights Read(Stream stream)
    {
        try
        {
            return JsonSerializer.Deserialize<AnsweringWeights>(stream, JsonSerializerOptions.Web)
                ?? throw new InvalidDataException("The weights file is empty.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"The weights file can't be read: {error.Message}", error);
        }
    }
}

/// <summary>The weights that a composer goes by.</summary>
/// <param name="WithMeaning">Where paragraphs have cosines.</param>
/// <param name="Words">Where they have none.</param>
/// <param name="Reading">Where they were read.</param>
public sealed record WeightChoice(AnsweringWeights WithMeaning, AnsweringWeights Words, AnsweringWeights Reading)
{
    /// <summary>What ships with the program.</summary>
    /// <param name="packaged">Whether cosines are the packaged encoder's; another's are scaled otherwise, and words alone decide.</param>
    public static WeightChoice Shipped(bool packaged) => new(packaged ? AnsweringWeights.Packaged : AnsweringWeights.WordsAlone, AnsweringWeights.WordsAlone, AnsweringWeights.Reading);

    /// <summary>The same weights in every case: for training.</summary>
    public static WeightChoice Only(AnsweringWeights weights) => new(weights, weights, weights);
}
