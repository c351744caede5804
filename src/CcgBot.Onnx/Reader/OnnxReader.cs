using CcgBot.Answering;
using CcgBot.Retrieval.Reading;
using CcgBot.Text;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace CcgBot.Onnx.Reader;

/// <summary>
/// The reader on ONNX Runtime: [CLS] question [SEP] title [SEP] passage [SEP] → for each token whether an answer begins or ends there, and for the
/// pair whether it is answerable, relevant, supported. A window is one run on one thread, windows run side by side, and no more of them at a time than
/// there are cores, however many people ask.
/// </summary>
public sealed class OnnxReader : IPassageReader
{
    private const int QuestionTokens = 64;
    private const int TitleTokens = 16;

    /// <summary>Tokens that two neighbouring windows share, so that a sentence at the edge of one is whole in the other.</summary>
    private const int Overlap = 64;

    /// <summary>Tokens of an answer, as in training.</summary>
    private const int LongestAnswer = 30;

    private const int SupportedHead = 2;

    private readonly Lazy<(InferenceSession Session, ReaderTokens Tokens)> _model;
    private readonly ReadingOptions _options;
    private readonly SemaphoreSlim _running;

    internal OnnxReader(ModelSource source, ReadingOptions options)
    {
        _options = options;
        _running = new SemaphoreSlim(Environment.ProcessorCount);
        Identity = $"{source.Identity}:{options.WindowTokens}";
        _model = new(() =>
        {
            using var vocabulary = source.Vocabulary();
            var tokens = new ReaderTokens(BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = true }));
            try
            {
                return (source.Session(), tokens);
            }
            catch (OnnxRuntimeException error)
            {
                throw new InvalidDataException($"{source.Name} is no ONNX model that can be run: {error.Message}", error);
            }
        });
    }

    public string Identity { get; }

    /// <summary>The reader that the settings ask for; its weights are read when it is first asked.</summary>
    /// <exception cref="FileNotFoundException">There is no model or no vocabulary at the path that is set.</exception>
    public static IPassageReader Open(ReadingOptions options) => new OnnxReader(ShippedReader.Source(options), options);

    public void Load() => _ = _model.Value;

    public async Task<IReadOnlyList<PassageReading>> ReadAsync(string question, IReadOnlyList<PassageToRead> passages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passages);
        var tokens = _model.Value.Tokens;
        var asked = Ids(tokens.Encode(question), QuestionTokens);
        var windows = new List<(int Passage, Window Window)>();
        foreach (var (passage, i) in passages.Select((passage, i) => (passage, i)))
        {
            windows.AddRange(Windows(asked, passage).Take(Math.Max(1, _options.Windows - windows.Count)).Select(window => (i, window)));
        }

        var outputs = new Output[windows.Count];
        await EachAsync(windows.Count, i => outputs[i] = Run(windows[i].Window), cancellationToken);
        return [.. passages.Select((passage, i) => Reading(passage, [.. Enumerable.Range(0, windows.Count).Where(w => windows[w].Passage == i).Select(w => (windows[w].Window, outputs[w]))]))];
    }

    public async Task<double> SupportAsync(string claim, PassageToRead passage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(passage);
        List<Window> windows = [.. Windows(Ids(_model.Value.Tokens.Encode(claim), QuestionTokens), passage).Take(_options.Windows)];
        var outputs = new Output[windows.Count];
        await EachAsync(windows.Count, i => outputs[i] = Run(windows[i]), cancellationToken);
        return outputs.Max(output => (double)output.Pair[SupportedHead]);
    }

    public void Dispose()
    {
        if (_model.IsValueCreated)
        {
            _model.Value.Session.Dispose();
        }

        _running.Dispose();
    }

    private static int[] Ids(IReadOnlyList<ReaderToken> tokens, int most) => [.. tokens.Take(most).Select(token => token.Id)];

    /// <summary>The passage in pieces that fit, each with the question and the title before it.</summary>
    private IEnumerable<Window> Windows(int[] question, PassageToRead passage)
    {
        var tokens = _model.Value.Tokens;
        int[] head = [tokens.Start, .. question, tokens.Separator, .. Ids(tokens.Encode(passage.Title), TitleTokens), tokens.Separator];
        var body = tokens.Encode(passage.Text);
        var room = Math.Max(16, _options.WindowTokens - head.Length - 1);
        for (var from = 0; from == 0 || from + Math.Min(Overlap, room / 2) < body.Count; from += room - Math.Min(Overlap, room / 2))
        {
            yield return new Window(head, body, from, Math.Min(room, body.Count - from), tokens.Separator);
            if (from + room >= body.Count)
            {
                yield break;
            }
        }
    }

    /// <summary>Runs so many pieces of work side by side, within what all callers together may run.</summary>
    private async Task EachAsync(int count, Action<int> work, CancellationToken cancellationToken)
    {
        if (count == 1)
        {
            await OneAsync(0);
            return;
        }

        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (i, _) => await OneAsync(i));

        async Task OneAsync(int i)
        {
            await _running.WaitAsync(cancellationToken);
            try
            {
                work(i);
            }
            finally
            {
                _running.Release();
            }
        }
    }

    private Output Run(Window window)
    {
        var length = window.Length;
        long[] shape = [1, length];
        using var ids = OrtValue.CreateTensorValueFromMemory(window.Ids(), shape);
        using var types = OrtValue.CreateTensorValueFromMemory(window.Types(), shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1, length).ToArray(), shape);
        var inputs = new Dictionary<string, OrtValue> { ["input_ids"] = ids, ["token_type_ids"] = types, ["attention_mask"] = mask };
        using var options = new RunOptions();
        using var outputs = _model.Value.Session.Run(options, inputs, ["span", "pair"]);
        return new Output(outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[1].GetTensorDataAsSpan<float>().ToArray());
    }

    private static PassageReading Reading(PassageToRead passage, IReadOnlyList<(Window Window, Output Output)> read)
    {
        var sentences = passage.Sentences.Select(sentence => new SentenceReading(SentenceReading.Unread, sentence.Start, sentence.End)).ToArray();
        if (read.Count == 0)
        {
            return new PassageReading(SentenceReading.Unread, SentenceReading.Unread, 0, sentences);
        }

        foreach (var (window, output) in read)
        {
            for (var s = 0; s < sentences.Length; s++)
            {
                if (Best(window, output, passage.Sentences[s]) is { } best && best.Score > sentences[s].Score)
                {
                    sentences[s] = best;
                }
            }
        }

        // The window that is most likely to answer speaks for the passage.
        var (_, speaks) = read.MaxBy(each => each.Output.Pair[0]);
        return new PassageReading(speaks.Pair[0], read.Max(each => each.Output.Pair[1]), speaks.Start(0) + speaks.End(0), sentences);
    }

    /// <summary>The best span within a sentence; null where the window has nothing of it.</summary>
    private static SentenceReading? Best(Window window, Output output, TextSpan sentence)
    {
        SentenceReading? best = null;
        var bestScore = double.NegativeInfinity;
        var first = 0;
        while (first < window.Count && window.Token(first).Start < sentence.Start)
        {
            first++;
        }

        for (var start = first; start < window.Count && window.Token(start).End <= sentence.End; start++)
        {
            for (var end = start; end < window.Count && end < start + LongestAnswer && window.Token(end).End <= sentence.End; end++)
            {
                var score = output.Start(window.Head + start) + output.End(window.Head + end);
                if (score > bestScore)
                {
                    bestScore = score;
                    best = new SentenceReading(score, window.Token(start).Start, window.Token(end).End);
                }
            }
        }

        return best;
    }

    /// <summary>A piece of a passage with the question before it.</summary>
    private sealed class Window(int[] head, IReadOnlyList<ReaderToken> body, int from, int count, int separator)
    {
        /// <summary>Where the passage's tokens begin.</summary>
        public int Head => head.Length;

        /// <summary>How many of them there are.</summary>
        public int Count => count;

        public int Length => head.Length + count + 1;

        public ReaderToken Token(int i) => body[from + i];

        public long[] Ids()
        {
            var ids = new long[Length];
            for (var i = 0; i < ids.Length; i++)
            {
                ids[i] = i < head.Length ? head[i] : i < ids.Length - 1 ? body[from + i - head.Length].Id : separator;
            }

            return ids;
        }

        public long[] Types()
        {
            var types = new long[Length];
            Array.Fill(types, 1, head.Length, Length - head.Length);
            return types;
        }
    }

    /// <param name="Span">Start and end logit of each token in turn.</param>
    private sealed record Output(float[] Span, float[] Pair)
    {
        public double Start(int token) => Span[2 * token];

        public double End(int token) => Span[2 * token + 1];
    }
}
