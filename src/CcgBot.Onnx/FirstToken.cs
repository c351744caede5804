namespace CcgBot.Onnx;

/// <summary>
/// What pools by the first token needs no other token of the last layer but for what the first one looks at: an encoder cut to that gives the same vector for
/// less work, the query, the output and the feed-forward of one token in the place of all.
/// </summary>
internal static class FirstToken
{
    /// <summary>A BERT encoder as PyTorch writes it, its last layer cut to the first token; the model as it is where it is none.</summary>
    public static byte[] Alone(byte[] model)
    {
        var graph = new OnnxGraph(model);
        if (graph.Nodes.LastOrDefault(node => node.Operation == "MatMul" && node.Outputs[0].Contains("/attention/self/query/", StringComparison.Ordinal)) is not { } query)
        {
            return model;
        }

        var tokens = query.Inputs[0];
        var readers = graph.Nodes.Where(node => node.Inputs.Contains(tokens)).ToList();
        // Query, key, value, and what is added to the layer's attention.
        if (readers.Count(node => node.Operation == "MatMul") != 3 || readers.Count != 4 || readers.Find(node => node.Operation == "Add") is not { } residual)
        {
            return model;
        }

        const string First = "ccgbot_first", Zero = "ccgbot_0", One = "ccgbot_1";
        graph.Add(Zero, 0);
        graph.Add(One, 1);
        graph.Insert(query, "Slice", [tokens, Zero, One, One], First);
        graph.Reconnect(query, tokens, First);
        graph.Reconnect(residual, tokens, First);
        return graph.ToArray();
    }
}
