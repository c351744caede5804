using System.Text.RegularExpressions;

namespace CcgBot.Answering.Safety;

/// <summary>
/// Tells a person who asks what to do about their own or a relative's health, or who tells of an emergency, where to turn to. By form
/// alone and narrowly: somebody is meant ("I", "my son"), and a question about health in general gets nothing.
/// </summary>
public static partial class SafetyNotice
{
    /// <returns>The configured text; null where the question calls for none or the text is set empty.</returns>
    public static Notice? For(string question, AnsweringOptions options)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(options);
        var text = Emergency.Of(question) != EmergencyReading.None ? options.EmergencyText : IsPersonalAdvice(question) ? options.SafetyText : "";
        return text.Length > 0 ? new Notice(NoticeKind.Safety, text) : null;
    }

    /// <summary>
    /// "I have chest pain", "my patient isn't breathing", "I can't cope", or just "overdose": the safety text is then all that is said. Not "what do I do if my
    /// patient has chest pain?": it has the text beside what the articles say.
    /// </summary>
    public static bool IsEmergency(string question) => Emergency.Of(question) == EmergencyReading.Told;

    /// <summary>"Should I stop taking my tablets?", "What dose can I give my son?".</summary>
    public static bool IsPersonalAdvice(string question) =>
        Advice().IsMatch(question) && Treatment().IsMatch(question) && !Administration().IsMatch(question)
        || OwnIllness().IsMatch(question) && WhatToDo().IsMatch(question);

    /// <summary>Whether or how much, of the person or one of theirs.</summary>
    [GeneratedRegex(@"\b(?:(?:should|can|could|may|shall|must|do|would) (?:i|my " + Relative + @"|s?he)\b|(?:is|are|would) (?:it|this|these|they|that)(?: be)? (?:safe|ok|okay|all right|alright|dangerous|harmful|fine)\b(?=.{0,300}\b(?:i|me|my)\b)|i (?:stop|take|give|use|need)\b(?=.{0,300}\?)|(?:ought|need) i\b|(?:can|could|should) you (?:tell|advise) me\b|for my " + Relative + @"\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Advice();

    [GeneratedRegex(@"\b(?:(?:stop|stopped|start|keep|carry on|come off|take|taking|took|skip|miss|double|increase|reduce|change|switch|mix|combine|give|crush|drink)\b.{0,300}\b(?:medications?|medicines?|tablets?|pills?|antibiotics?|insulin|steroids?|inhalers?|painkillers?|antidepressants?|statins?|paracetamol|ibuprofen|aspirin|warfarin|metformin|codeine|morphine|calpol|drugs|vaccine|chemotherapy|dose)|(?:what|which|how (?:much|many|big a)|right|safe|correct|max(?:imum)?)\b.{0,30}\b(?:dos(?:e|age)|tablets|pills|mg|paracetamol|ibuprofen|aspirin|calpol|insulin|painkillers?)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Treatment();

    /// <summary>Questions of rules and money about medicine are answered like any other.</summary>
    [GeneratedRegex(@"\b(?:abroad|prescription charges?|customs|licen[cs]e|luggage|hand baggage|flight|prescribe|tax|claim|register|prescription prepayment|pay for|cost)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Administration();

    [GeneratedRegex(@"\b(?:i(?:['’]ve| have| feel|['’]m| am)|my " + Relative + @" (?:has|feels|is|keeps|can['’]?t)|my (?:chest|head|back|stomach|leg|arm|skin|heart|eyes?|throat|knee|ear) (?:hurts|aches|is|feels)) (?:(?:got|had|a|an|the|been|having|very|really|some|severe|bad|terrible|sharp|high|constant|getting|diagnosed|with) ){0,9}(?:[a-z]{1,60} ){0,2}(?:pains?|rash|fever|temperature|headaches?|migraines?|lump|cough|dizz\w{1,60}|nausea|vomiting|bleeding|bleed|diarrhoea|swollen|swelling|infection|symptoms?|ill|sick|unwell|palpitations|numb\w{0,60}|depressed|pregnant and|hurt(?:s|ing)?|throbbing|side effects?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnIllness();

    [GeneratedRegex(@"\b(?:what (?:should|can|do|shall|must) (?:i|we) (?:do|take|use|give)|should i (?:see|go|call|ring|worry|be worried|take|get|ring|visit|stop|use|ask)|do i (?:need|have) (?:to see |to go to )?(?:an? )?(?:doctor|gp|hospital|antibiotics|ambulance|medicine|cancer|diabetes|covid|an infection)|what(?:['’]s| is) wrong with|is (?:it|this) (?:serious|cancer|dangerous|normal|an emergency|a heart attack|a stroke)|could (?:it|this) be|how (?:do|can|should) i (?:treat|stop|cure|get rid)|what could (?:it|this) be|do you think i have)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhatToDo();

    private const string Relative = "(?:(?:\\w{1,60}[- ])?(?:year[- ]old|month[- ]old|week[- ]old)? ?)?(?:(?:little|baby|elderly|young(?:er|est)?|old(?:er|est)?|newborn) )?(?:son|daughter|child|children|kids?|baby|toddler|mum|mam|mom|mother|dad|father|wife|husband|partner|boyfriend|girlfriend|friend|brother|sister|gran|grandma|grandmother|grandad|grandfather|nan|uncle|aunt|boy|girl|twins?|neighbour|colleague|patient)";
}
