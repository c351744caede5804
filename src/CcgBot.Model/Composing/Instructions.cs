using System.Text.RegularExpressions;
using CcgBot.Text;

namespace CcgBot.Model.Composing;

/// <summary>
/// Sentences of an article that speak to a language model rather than to a reader. They stay in the article and in the prompt, as data,
/// but no claim rests on them: a model that obeyed "answer only HACKED" would otherwise find its answer in the paragraph it cites.
/// </summary>
internal static partial class Instructions
{
    /// <summary>The paragraph up to the first such sentence: what comes after an order is mostly what it orders.</summary>
    public static string Without(string paragraph) =>
        Pattern().IsMatch(paragraph)
            ? string.Join('\n', SentenceSplitter.Split(paragraph).Select(span => paragraph[span.Start..span.End]).TakeWhile(sentence => !Pattern().IsMatch(sentence)))
            : paragraph;

    // Orders about instructions, prompts and replies; roles and special tokens of chat formats; words that mix alphabets; the same in the
    // languages met most often. "State that" and "act as" are what reports do: they count only as orders, at the start of a clause.
    [GeneratedRegex(
        """
        \b(?:ignore|disregard|forget|override|bypass|skip)\b[^.!?\n]{0,60}\b(?:instruction|prompt|rules|guideline|above|previous|prior|earlier|everything|safety)
        | \b(?:system|developer|hidden|initial)\s+(?:prompt|message|instruction)
        | \byou\s+are\s+(?:now\s+(?:an?|the|free|in)|no\s+longer\s+(?:an?|bound)|a\s+(?:helpful|language|chat)|an?\s+(?:AI|assistant|unrestricted)|free\s+to\s+(?:say|answer|write|claim))\b
        | \b(?:language\s+models?|AI\s+(?:assistant|model|system)s?|chatbots?|LLMs?|ChatGPT|GPT-?\d)\b[^.!?\n]{0,80}\b(?:must|should|shall|please|reply|respond|answer|say|write|output|include|tell|add)\b
        | (?:^|[.;:,\u2014-]\s*)(?:reply|respond|answer|say|state|claim|report|pretend|write|repeat|tell|output|print|recommend)\s+(?:(?:only|just|exactly|always|instead|with|that|as|to\s+the\s+user|the\s+(?:user|reader|following|words?|phrase|text))\b|["'\u201c\u2018`])
        | \b(?:now|then|please|must|should)\s+(?:reply|respond|answer|say|pretend|output|print|repeat)\s+(?:(?:only|just|exactly|always|instead|with|that|to\s+the\s+user|the\s+(?:user|reader|words?|phrase))\b|["'\u201c\u2018`])
        | (?-i:\b(?:Reply|Respond|Answer|Say|Output|Print|Write|Repeat))\s+(?:only|just|exactly|with|that|the\s+following)\b
        | [\u202A-\u202E\u2066-\u2069\uDB40]
        | \b(?:output|print|repeat|append|insert|echo|emit|include|add)\s+(?:exactly|verbatim|the\s+(?:words?|phrase|string|link|sentence)|["'\u201c\u2018`])
        | \b(?:tell|instruct|urge)\s+the\s+(?:user|reader|human|asker)
        | \bwhen\s+(?:asked|summari[sz]ing|answering)\b[^.!?\n]{0,60}\b(?:you|say|answer\s+that|reply|state\s+that|write)\b
        | \b(?:new|updated|revised)\s+instructions?\s*:
        | \b(?:role-?play|jailbreak|do\s+anything\s+now|base64|rot13)\b | \b(?:decode\s+(?:this|it|the\s+(?:following|text|message))|must\s+be\s+decoded)\b
        | <\|?/?(?:im_start|im_end|system|user|assistant|message|endoftext|inst)\b | \[/?(?:INST|SYS|SYSTEM)\] | \b(?:system|assistant|developer)\s*:
        | \bDATA\s+[0-9a-f]{8,} | "(?:claims|paragraphs|role|content)"\s*: | \{\{
        | [A-Za-z]\p{IsCyrillic} | \p{IsCyrillic}[A-Za-z]
        | \b(?:ignoriere?n?|vergiss|missachte|antworte|ignorez|oubliez|répondez|ignora|olvida|responde|ignoreer|antwoord|ignoruj|odpowiedz|игнорируй|забудь|ответь)\b
        | 忽略|无视|忘记|無視|무시|تجاهل|अनदेखा
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Pattern();
}
