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
        | \b(?:system|developer|hidden|initial)\s{1,20}(?:prompt|message|instruction)
        | \byou\s{1,20}are\s{1,20}(?:now\s{1,20}(?:an?|the|free|in)|no\s{1,20}longer\s{1,20}(?:an?|bound)|a\s{1,20}(?:helpful|language|chat)|an?\s{1,20}(?:AI|assistant|unrestricted)|free\s{1,20}to\s{1,20}(?:say|answer|write|claim))\b
        | \b(?:language\s{1,20}models?|AI\s{1,20}(?:assistant|model|system)s?|chatbots?|LLMs?|ChatGPT|GPT-?\d)\b[^.!?\n]{0,80}\b(?:must|should|shall|please|reply|respond|answer|say|write|output|include|tell|add)\b
        | (?:^|[.;:,\u2014-]\s{0,20})(?:reply|respond|answer|say|state|claim|report|pretend|write|repeat|tell|output|print|recommend)\s{1,20}(?:(?:only|just|exactly|always|instead|with|that|as|to\s{1,20}the\s{1,20}user|the\s{1,20}(?:user|reader|following|words?|phrase|text))\b|["'\u201c\u2018`])
        | \b(?:now|then|please|must|should)\s{1,20}(?:reply|respond|answer|say|pretend|output|print|repeat)\s{1,20}(?:(?:only|just|exactly|always|instead|with|that|to\s{1,20}the\s{1,20}user|the\s{1,20}(?:user|reader|words?|phrase))\b|["'\u201c\u2018`])
        | (?-i:\b(?:Reply|Respond|Answer|Say|Output|Print|Write|Repeat))\s{1,20}(?:only|just|exactly|with|that|the\s{1,20}following)\b
        | [\u202A-\u202E\u2066-\u2069\uDB40]
        | \b(?:output|print|repeat|append|insert|echo|emit|include|add)\s{1,20}(?:exactly|verbatim|the\s{1,20}(?:words?|phrase|string|link|sentence)|["'\u201c\u2018`])
        | \b(?:tell|instruct|urge)\s{1,20}the\s{1,20}(?:user|reader|human|asker)
        | \bwhen\s{1,20}(?:asked|summari[sz]ing|answering)\b[^.!?\n]{0,60}\b(?:you|say|answer\s{1,20}that|reply|state\s{1,20}that|write)\b
        | \b(?:new|updated|revised)\s{1,20}instructions?\s{0,20}:
        | \b(?:role-?play|jailbreak|do\s{1,20}anything\s{1,20}now|base64|rot13)\b | \b(?:decode\s{1,20}(?:this|it|the\s{1,20}(?:following|text|message))|must\s{1,20}be\s{1,20}decoded)\b
        | <\|?/?(?:im_start|im_end|system|user|assistant|message|endoftext|inst)\b | \[/?(?:INST|SYS|SYSTEM)\] | \b(?:system|assistant|developer)\s{0,20}:
        | \bDATA\s{1,20}[0-9a-f]{8,64} | "(?:claims|paragraphs|role|content)"\s{0,20}: | \{\{
        | [A-Za-z]\p{IsCyrillic} | \p{IsCyrillic}[A-Za-z]
        | \b(?:ignoriere?n?|vergiss|missachte|antworte|ignorez|oubliez|répondez|ignora|olvida|responde|ignoreer|antwoord|ignoruj|odpowiedz|игнорируй|забудь|ответь)\b
        | 忽略|无视|忘记|無視|무시|تجاهل|अनदेखा
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Pattern();
}
