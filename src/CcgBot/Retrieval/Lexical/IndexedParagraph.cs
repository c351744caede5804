using Lucene.Net.Documents;

namespace CcgBot.Retrieval.Lexical;

/// <summary>A paragraph as it is indexed; one object serves a whole ingest.</summary>
internal sealed class IndexedParagraph
{
    private readonly EnglishTextAnalyzer _analyzer = new();
    private readonly StringField _article = new(ParagraphIndex.ArticleField, "", Field.Store.NO);
    private readonly NumericDocValuesField _key = new(ParagraphIndex.KeyField, 0);
    private readonly TextField _title = new(ParagraphIndex.TitleField, "", Field.Store.NO);
    private readonly TextField _text = new(ParagraphIndex.TextField, "", Field.Store.NO);

    public Document Document { get; } = [];

    /// <param name="leadIn">What introduces the paragraph: it is found by that as well.</param>
    public void Set(string article, long key, string title, string text, string leadIn = "")
    {
        _article.SetStringValue(article);
        _key.SetInt64Value(key);
        _title.SetStringValue(title);
        _text.SetStringValue(leadIn.Length == 0 ? $"{title}\n{text}" : $"{title}\n{leadIn}\n{text}");
        Document.Fields.Clear();
        Document.Add(_article);
        Document.Add(_key);
        Document.Add(_title);
        Document.Add(_text);
        foreach (var term in AcronymField.TermsOf(text, _analyzer))
        {
            Document.Add(new StringField(AcronymField.Name, term, Field.Store.NO));
        }
    }
}
