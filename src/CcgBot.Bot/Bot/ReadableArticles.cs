using CcgBot.Articles;

namespace CcgBot.Bot;

/// <summary>The articles as somebody sees them who may read so much.</summary>
public delegate ArticleStore ReadableArticles(Access access);
