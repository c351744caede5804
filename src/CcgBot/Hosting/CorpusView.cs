using CcgBot.Answering;
using CcgBot.Answering.Clarifying;
using CcgBot.Answering.Defining;
using CcgBot.Answering.Extractive;
using CcgBot.Answering.Naming;
using CcgBot.Answering.Overview;
using CcgBot.Answering.Parts;
using CcgBot.Answering.Suggestions;
using CcgBot.Answering.Units;
using CcgBot.Articles;
using CcgBot.Conversations;
using CcgBot.Evidence;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Dense;
using CcgBot.Retrieval.Lexical;
using CcgBot.Retrieval.Reading;
using CcgBot.Text;

namespace CcgBot.Hosting;

/// <summary>
/// The articles that somebody may read, and all that answers from them: store, index, vectors and everything above them know of no other. What is
/// remembered between questions (rankings, suggestions) is the view's own.
/// </summary>
public sealed class CorpusView
{
    /// <summary>Blocks before and after a paragraph that its list or table is looked for in.</summary>
    private const int ReachOfUnits = 100;

    internal CorpusView(ArticleStore articles, ParagraphIndex index, DenseSearch dense, BotSettings settings, TimeProvider time, EngineParts? parts, SharedParts shared)
    {
        (Articles, Index, Dense) = (articles, index, dense);
        Retriever = new Retriever(index, dense, articles, settings.Retrieval, shared.Words,
            shared.Reader is { } reader ? new ReadingStage(reader, settings.Reading, paragraph => articles.Near(paragraph, ReachOfUnits)) : null);
        Composer = new ExtractiveComposer(
            settings.Answering, WeightChoice.Shipped(dense.IsPackaged), new AnswerUnits(new EnglishTextAnalyzer(), paragraph => articles.Near(paragraph, ReachOfUnits)));
        var checking = new DefinitionComposer(new NamedThingsComposer(Composer, articles, index, settings.Answering));
        Partwise = new PartwiseComposer(checking, settings.Answering);
        Suggestions = new SuggestedQuestions(articles, index, Retriever, checking, settings.Answering);
        Curated = new CuratedAnswers(settings.Curated.FileFor(articles.Database.Path), articles);
        Answerer = new Answerer(
            Retriever,
            parts?.Compose?.Invoke(Partwise, Retriever, articles.Database) is { } model ? new NamedThingsComposer(model, articles, index, settings.Answering, again: false) : Partwise,
            settings.Answering,
            time,
            shared.Recorder,
            Curated,
            shared.Rewrite,
            Suggestions,
            new Clarifier(Retriever, checking, settings.Answering),
            new ConversationAnswers(articles, index, new BotReplies(settings.Bot)),
            new ArticleAnswers(articles, index, Retriever));
    }

    /// <summary>The store as whoever has this view sees it.</summary>
    public ArticleStore Articles { get; }

    public ParagraphIndex Index { get; }

    /// <summary>Finding by meaning; its notice says why not when it doesn't work.</summary>
    public DenseSearch Dense { get; }

    public Retriever Retriever { get; }

    /// <summary>Composes for one question; <see cref="Partwise"/> for each part of one.</summary>
    public ExtractiveComposer Composer { get; }

    public PartwiseComposer Partwise { get; }

    public SuggestedQuestions Suggestions { get; }

    /// <summary>Operators' own answers; one that cites an article outside this view is none here.</summary>
    public CuratedAnswers Curated { get; }

    public Answerer Answerer { get; }
}

/// <summary>What all views share.</summary>
internal sealed record SharedParts(
    WordList? Words, IPassageReader? Reader, AnswerRecorder? Recorder, Func<Question, CancellationToken, Task<Question>>? Rewrite);
