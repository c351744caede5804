using System.Text.RegularExpressions;

namespace CcgBot.Answering.Safety;

/// <summary>
/// Tells a person who asks what to do about their own or a relative's health, or who tells of an emergency, where to turn to. By form
/// alone and narrowly: somebody is meant ("I", "my son"), and a question about health in general gets nothing.
/// </summary>
public static partial class SafetyNotice
{
    /// <summary>A message of so few words that is nothing but an alarm ("chest pain!") is one.</summary>
    private const int FewWords = 4;

    /// <returns>The configured text; null where the question calls for none or the text is set empty.</returns>
    public static Notice? For(string question, AnsweringOptions options)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(options);
        var text = IsEmergency(question) ? options.EmergencyText : IsPersonalAdvice(question) ? options.SafetyText : "";
        return text.Length > 0 ? new Notice(NoticeKind.Safety, text) : null;
    }

    /// <summary>"I have chest pain", "my baby isn't breathing", "I want to die", or just "overdose".</summary>
    public static bool IsEmergency(string question) =>
        Harm().IsMatch(question)
        || Suffering().IsMatch(question)
        || Took().IsMatch(question)
        || question.Count(char.IsWhiteSpace) < FewWords && Alarm().IsMatch(question);

    /// <summary>"Should I stop taking my tablets?", "What dose can I give my son?".</summary>
    public static bool IsPersonalAdvice(string question) =>
        Advice().IsMatch(question) && Treatment().IsMatch(question) && !Administration().IsMatch(question)
        || OwnIllness().IsMatch(question) && WhatToDo().IsMatch(question);

    [GeneratedRegex(@"\b(?:(?:i(?:['’]?m| am| feel)|i(?:['’]ve| have) been feeling|my " + Relative + @" (?:is|feels)|(?:s?he|they)(?:['’]s|['’]re| is| are)) (?:feeling |very |so |really |actively )*suicidal|i (?:want|wanted|wish|plan|need|am going|intend)(?: to)? (?:die|be dead|end it all|end my (?:own )?life|kill myself|hurt myself|harm myself)|i(?:['’]?m| am) (?:going to|thinking (?:of|about)|about to) (?:kill|hurt|harm|killing|hurting|harming|end|ending)(?: myself| my life| it all)|(?:kill|killing) myself)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Harm();

    [GeneratedRegex(@"\b(?:i|i['’]ve|my " + Relative + @"|(?:some|any)one(?: here)?|(?<!\b(?:if|when) )(?:s?he|he['’]s|she['’]s))(?: (?:has|have|am|is|was|got|think i['’]m|think i am|just|now|suddenly|currently|here))*(?:['’](?:s|m|ve))? (?:just |now |suddenly |been |having |got |in |a |an |really |bad |severe |terrible |crushing )*(?:chest pains?|heart attack|stroke(?= (?:now|right)|[.!?]*$)|seizure|fit(?= (?:now|right)|[.!?]*$)|(?:not|n['’]t) breathing|isn['’]t breathing|stopped breathing|can(?:no|['’]?)t breathe|cannot breathe|choking|unconscious|collapsed|bleeding (?:heavily|badly|a lot|to death)|anaphyla\w+|swallowed (?:bleach|poison|a battery|pills|tablets)|unresponsive)\b(?! (?:last|two|three|a few|\d+|some|many|years?|months?|weeks?)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Suffering();

    [GeneratedRegex(@"\b(?:i|my " + Relative + @"|s?he)(?:['’]ve|['’]s)?(?: (?:have|has|think|might|may|just|accidentally|i))* (?:overdosed|od['’]?d|(?:taken|took|had|taking) (?:an overdose|too (?:many|much)\b))", RegexOptions.IgnoreCase)]
    private static partial Regex Took();

    [GeneratedRegex(@"^\W*(?:help[\s,!.]*|emergency[\s,!:.]*|urgent[\s,!:.]*)*(?:(?:severe|bad|sudden) )?(?:overdose|suicidal|chest pains?|(?:not|can['’]?t|cannot) breath(?:e|ing)|heart attack|call (?:an )?ambulance|medical emergency)(?: (?:now|help|please|right now|emergency))*\s*[.!]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Alarm();

    /// <summary>Whether or how much, of the person or one of theirs.</summary>
    [GeneratedRegex(@"\b(?:(?:should|can|could|may|shall|must|do|would) (?:i|my " + Relative + @"|s?he)\b|(?:is|are|would) (?:it|this|these|they|that)(?: be)? (?:safe|ok|okay|all right|alright|dangerous|harmful|fine)\b(?=.*\b(?:i|me|my)\b)|i (?:stop|take|give|use|need)\b(?=.*\?)|(?:ought|need) i\b|(?:can|could|should) you (?:tell|advise) me\b|for my " + Relative + @"\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Advice();

    [GeneratedRegex(@"\b(?:(?:stop|stopped|start|keep|carry on|come off|take|taking|took|skip|miss|double|increase|reduce|change|switch|mix|combine|give|crush|drink)\b.*\b(?:medications?|medicines?|tablets?|pills?|antibiotics?|insulin|steroids?|inhalers?|painkillers?|antidepressants?|statins?|paracetamol|ibuprofen|aspirin|warfarin|metformin|codeine|morphine|calpol|drugs|vaccine|chemotherapy|dose)|(?:what|which|how (?:much|many|big a)|right|safe|correct|max(?:imum)?)\b.{0,30}\b(?:dos(?:e|age)|tablets|pills|mg|paracetamol|ibuprofen|aspirin|calpol|insulin|painkillers?)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Treatment();

    /// <summary>Questions of rules and money about medicine are answered like any other.</summary>
    [GeneratedRegex(@"\b(?:abroad|prescription charges?|customs|licen[cs]e|luggage|hand baggage|flight|prescribe|tax|claim|register|prescription prepayment|pay for|cost)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Administration();

    [GeneratedRegex(@"\b(?:i(?:['’]ve| have| feel|['’]m| am)|my " + Relative + @" (?:has|feels|is|keeps|can['’]?t)|my (?:chest|head|back|stomach|leg|arm|skin|heart|eyes?|throat|knee|ear) (?:hurts|aches|is|feels)) (?:(?:got|had|a|an|the|been|having|very|really|some|severe|bad|terrible|sharp|high|constant|getting|diagnosed|with) )*(?:[a-z]+ ){0,2}(?:pains?|rash|fever|temperature|headaches?|migraines?|lump|cough|dizz\w+|nausea|vomiting|bleeding|bleed|diarrhoea|swollen|swelling|infection|symptoms?|ill|sick|unwell|palpitations|numb\w*|depressed|pregnant and|hurt(?:s|ing)?|throbbing|side effects?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnIllness();

    [GeneratedRegex(@"\b(?:what (?:should|can|do|shall|must) (?:i|we) (?:do|take|use|give)|should i (?:see|go|call|ring|worry|be worried|take|get|ring|visit|stop|use|ask)|do i (?:need|have) (?:to see |to go to )?(?:an? )?(?:doctor|gp|hospital|antibiotics|ambulance|medicine|cancer|diabetes|covid|an infection)|what(?:['’]s| is) wrong with|is (?:it|this) (?:serious|cancer|dangerous|normal|an emergency|a heart attack|a stroke)|could (?:it|this) be|how (?:do|can|should) i (?:treat|stop|cure|get rid)|what could (?:it|this) be|do you think i have)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhatToDo();

    private const string Relative = "(?:(?:\\w+[- ])?(?:year[- ]old|month[- ]old|week[- ]old)? ?)?(?:(?:little|baby|elderly|young(?:er|est)?|old(?:er|est)?|newborn) )?(?:son|daughter|child|children|kids?|baby|toddler|mum|mam|mom|mother|dad|father|wife|husband|partner|boyfriend|girlfriend|friend|brother|sister|gran|grandma|grandmother|grandad|grandfather|nan|uncle|aunt|boy|girl|twins?|neighbour|colleague|patient)";
}
