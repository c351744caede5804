using CcgBot.Answering.Extractive;

namespace CcgBot.Evaluation.Training;

/// <summary>
/// Logistic regression with an L2 penalty on standardised features, by full-batch gradient descent with Adam's steps (Kingma and Ba
/// 2015). Deterministic: no sampling, weights begin at zero.
/// </summary>
public static class LogisticRegression
{
    private const int Steps = 400;
    private const double Rate = 0.05;

    /// <summary>Each row on its own: the chance that it is positive.</summary>
    public static LinearModelFile Fit(IReadOnlyList<Example> examples, IReadOnlyList<string> names, double penalty)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var scale = Standardisation.Of(examples.Select(example => example.Features).ToList(), names.Count);
        var rows = examples.Select(example => scale.Apply(example.Features)).ToArray();
        var all = examples.Sum(example => example.Weight);
        var weights = Adam(names.Count + 1, (parameters, gradient) =>
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var error = (1 / (1 + Math.Exp(-Dot(parameters, rows[i]) - parameters[^1])) - (examples[i].Positive ? 1 : 0)) * examples[i].Weight / all;
                Add(gradient, rows[i], error);
                gradient[^1] += error;
            }

            AddPenalty(gradient, parameters, penalty, names.Count);
        });
        return scale.ToFile(weights.AsSpan(0, names.Count), weights[^1], names);
    }

    /// <summary>Rows in groups of which some are right: the chance that a pick from the group is (listwise softmax; Cao et al. 2007).</summary>
    public static LinearModelFile FitGroups(IReadOnlyList<IReadOnlyList<Example>> groups, IReadOnlyList<string> names, double penalty)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scale = Standardisation.Of(groups.SelectMany(group => group).Select(example => example.Features).ToList(), names.Count);
        var rows = groups.Select(group => group.Select(example => scale.Apply(example.Features)).ToArray()).ToArray();
        var weights = Adam(names.Count, (parameters, gradient) =>
        {
            for (var g = 0; g < rows.Length; g++)
            {
                AddGroup(parameters, gradient, rows[g], groups[g], 1.0 / rows.Length);
            }

            AddPenalty(gradient, parameters, penalty, names.Count);
        });
        return scale.ToFile(weights, 0, names);
    }

    private static void AddGroup(double[] parameters, double[] gradient, float[][] rows, IReadOnlyList<Example> examples, double share)
    {
        var scores = rows.Select(row => Dot(parameters, row)).ToArray();
        var top = scores.Max();
        var (all, right) = (0.0, 0.0);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Exp(scores[i] - top);
            all += scores[i];
            right += examples[i].Positive ? scores[i] : 0;
        }

        for (var i = 0; i < scores.Length; i++)
        {
            Add(gradient, rows[i], share * (scores[i] / all - (examples[i].Positive ? scores[i] / right : 0)));
        }
    }

    private static double[] Adam(int count, Action<double[], double[]> addGradient)
    {
        var (parameters, mean, square, gradient) = (new double[count], new double[count], new double[count], new double[count]);
        for (var step = 1; step <= Steps; step++)
        {
            Array.Clear(gradient);
            addGradient(parameters, gradient);
            for (var i = 0; i < count; i++)
            {
                mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
                square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i];
                parameters[i] -= Rate * (mean[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }

        return parameters;
    }

    private static double Dot(double[] parameters, float[] row)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            sum += parameters[i] * row[i];
        }

        return sum;
    }

    private static void Add(double[] gradient, float[] row, double factor)
    {
        for (var i = 0; i < row.Length; i++)
        {
            gradient[i] += factor * row[i];
        }
    }

    private static void AddPenalty(double[] gradient, double[] parameters, double penalty, int count)
    {
        for (var i = 0; i < count; i++)
        {
            gradient[i] += penalty * parameters[i];
        }
    }

    /// <summary>Mean 0 and deviation 1 while learning; folded back into plain weights afterwards.</summary>
    private sealed record Standardisation(double[] Means, double[] Deviations)
    {
        public static Standardisation Of(IReadOnlyList<float[]> rows, int count)
        {
            var (means, deviations) = (new double[count], new double[count]);
            foreach (var row in rows)
            {
                for (var i = 0; i < count; i++)
                {
                    means[i] += row[i] / rows.Count;
                }
            }

            foreach (var row in rows)
            {
                for (var i = 0; i < count; i++)
                {
                    deviations[i] += (row[i] - means[i]) * (row[i] - means[i]) / rows.Count;
                }
            }

            return new Standardisation(means, [.. deviations.Select(variance => variance > 1e-12 ? Math.Sqrt(variance) : 0)]);
        }

        public float[] Apply(float[] row) =>
            [.. row.Select((value, i) => Deviations[i] > 0 ? (float)((value - Means[i]) / Deviations[i]) : 0)];

        public LinearModelFile ToFile(ReadOnlySpan<double> weights, double bias, IReadOnlyList<string> names)
        {
            var plain = new SortedDictionary<string, double>(StringComparer.Ordinal);
            for (var i = 0; i < names.Count; i++)
            {
                if (Deviations[i] > 0)
                {
                    var weight = weights[i] / Deviations[i];
                    plain[names[i]] = Math.Round(weight, 4);
                    bias -= weight * Means[i];
                }
            }

            return new LinearModelFile(Math.Round(bias, 4), plain);
        }
    }
}

/// <summary>One row to learn from.</summary>
/// <param name="Weight">How much it counts.</param>
public sealed record Example(float[] Features, bool Positive, double Weight = 1);
