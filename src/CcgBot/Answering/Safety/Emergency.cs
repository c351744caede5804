using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CcgBot.Answering.Safety;

/// <summary>How near a message comes to telling of an emergency.</summary>
internal enum EmergencyReading
{
    None,

    /// <summary>Somebody's emergency as a condition: "what do I do if my patient has chest pain?"</summary>
    Supposed,

    /// <summary>It happens: "my patient has chest pain", "I can't cope".</summary>
    Told,
}

/// <summary>
/// Tells a message that speaks of an emergency from a question about one, by form alone: somebody in particular is meant ("I", "my patient", "she", "someone
/// here"), what happens to them is among a few alarms, and it is not past, supposed or asked about in general. Sentence by sentence; words in lower case
/// without apostrophes. Pure.
/// </summary>
internal static partial class Emergency
{
    /// <summary>A message of so few words that is nothing but an alarm ("chest pain!") is one.</summary>
    private const int FewWords = 5;

    private const int MostSentences = 50;
    private const int MostWords = 200;

    public static EmergencyReading Of(string message)
    {
        var reading = EmergencyReading.None;
        foreach (var sentence in message.Split(['.', '!', '?', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(MostSentences))
        {
            var words = Word().Matches(sentence).Take(MostWords)
                .Select(match => match.Value.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).ToLowerInvariant());
            var text = $" {string.Join(' ', words)} ";
            var one = OfSentence(text);
            reading = one > reading ? one : reading;
        }

        return reading;
    }

    private static EmergencyReading OfSentence(string text)
    {
        if (IsBareAlarm(text))
        {
            return EmergencyReading.Told;
        }

        if (OwnHarm().IsMatch(text) || IsDespair(text))
        {
            return EmergencyReading.Told;
        }

        var told = Ill(text) || OthersHarm().IsMatch(text) && IsSomebody(text) && !IsAsked(text);
        return !told || Past().IsMatch(text) ? EmergencyReading.None
            : Supposing().IsMatch(text) ? EmergencyReading.Supposed
            : EmergencyReading.Told;
    }

    /// <summary>"Chest pain!", "overdose", "help, can't breathe".</summary>
    private static bool IsBareAlarm(string text) => text.Count(c => c == ' ') - 1 <= FewWords && Bare().IsMatch(text);

    /// <summary>Somebody first, then what happens to them in the same sentence.</summary>
    private static bool Ill(string text)
    {
        foreach (Match alarm in Alarm().Matches(text))
        {
            var before = text[..(alarm.Index + 1)];
            if (Somebody().Matches(before) is not [.., var who] || IsAsked(text) && !IsFirstPerson(who.Value))
            {
                continue;
            }

            var between = before[(who.Index + who.Length - 1)..];
            if (between.Count(c => c == ' ') <= Reach && Happens(between, alarm.Value) && !IsOver(between, alarm.Value)
                && !Negated().IsMatch(between) && !Question().IsMatch(between) && !Risk().IsMatch(before))
            {
                return true;
            }
        }

        return false;
    }

    private const int Reach = 18;

    /// <summary>A verb that says that it is there now, or an alarm that is a verb itself ("is choking", "can't breathe", "collapsed").</summary>
    private static bool Happens(string between, string alarm) => Has().IsMatch(between) || VerbAlarm().IsMatch(alarm);

    private static bool IsSomebody(string text) => Somebody().IsMatch(text);

    private static bool IsFirstPerson(string who) => FirstPeople.Contains(who.Trim());

    /// <summary>A question of the articles: "why did he kill himself", "what are the symptoms …", "how is chest pain treated when the patient has …".</summary>
    private static bool IsAsked(string text) => Asked().IsMatch(text) || text.StartsWith(" what ", StringComparison.Ordinal) && !AskedForHelp().IsMatch(text);

    /// <summary>"I can't cope" and "I can't go on", but not "with the stairs" and "on the trip".</summary>
    private static bool IsDespair(string text)
    {
        if (WorthLiving().IsMatch(text))
        {
            return true;
        }

        foreach (Match match in Despair().Matches(text))
        {
            var next = text[(match.Index + match.Length)..].Split(' ', 5);
            var burden = next is ["with", ..]
                ? next.Skip(1).FirstOrDefault(word => word is not ("the" or "my" or "all" or "any" or "being" or "of")) ?? "" : next[0];
            if (next is ["with", ..] ? Burdens.Contains(burden) : GoesOn.Contains(burden))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Had a stroke" is over unless it is new.</summary>
    private static bool IsOver(string between, string alarm) => AlarmOfLater().IsMatch(alarm) && between.Contains(" had ", StringComparison.Ordinal)
        && !New().IsMatch(between);

    private static readonly FrozenSet<string> Burdens = FrozenSet.ToFrozenSet(["life", "living", "this", "it", "things", "everything", "anything", "pain",
    "alive", "depression", "grief", "loss", "stress", "myself", "more", ""], StringComparer.Ordinal);

    private static readonly FrozenSet<string> GoesOn = FrozenSet.ToFrozenSet(
        ["", "any", "anymore", "like", "much", "living", "and", "but", "please", "help", "what", "i", "im", "its", "now", "today", "alone", "at",
        "because", "so", "how", "who", "where", "anywhere", "without", "longer", "right", "tonight", "since", "it"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> FirstPeople = FrozenSet.ToFrozenSet(["i", "im", "ive", "my", "our"], StringComparer.Ordinal);

    private const string Kin =
        "(?:son|daughter|child|children|kid|kids|baby|toddler|newborn|infant|mum|mam|mom|mother|dad|father|parent|wife|husband|partner|spouse|boyfriend"
            + "|girlfriend|fiance|fiancee|friend|mate|"
        + "brother|sister|twin|twins|gran|grandma|grandmother|grandad|grandpa|grandfather|grandson|granddaughter|nan|nana|uncle|aunt|auntie|cousin|nephew"
        + "|niece|boy|girl|neighbour|neighbor|colleague|"
        + "coworker|boss|patient|patients|client|resident|pupil|student|teacher|passenger|customer|flatmate|housemate|roommate|carer|relative|family|dog|lad)";

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’][\p{L}]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex($@" (?:i|im|ive|(?:my|our) (?:[a-z0-9]+ ){{0,5}}{Kin}|(?:a|one) (?:of (?:my|our) )?{Kin}(?: of mine| of ours)?|(?:the"
        + $@"|this) (?:patient|man|woman|baby|boy|girl|child|lady|guy|person|casualty|resident|customer|passenger)|(?:some|any)(?:one|body)|s?he|shes|hes"
        + $@"|they|theyre|theyve|we|were) ", RegexOptions.NonBacktracking)]
    private static partial Regex Somebody();

    [GeneratedRegex(
        @" (?:chest pains?|pains? (?:in|across) (?:the|my|his|her|their) chest|chest (?:is )?(?:hurts|hurting|tight|tightness|pressure)|tight chest"
            + @"|heart attack|cardiac arrest|stroke|seizure|fitting|having a fit|convulsing|convulsions?|anaphyla[a-z]+|"
        + @"(?:isnt|is not|arent|are not|not|stopped|wont|no longer) breath(?:e|ing)|(?:cant|can not|cannot|couldnt|struggling to|trouble|difficulty"
        + @"|hard to|unable to|barely) breath(?:e|ing)|gasping|choking|suffocating|unconscious|collapsed|collapsing|unresponsive|not responding"
        + @"|isnt responding|wont wake(?: up)?|not waking(?: up)?|cant wake|passed out|"
        + @"bleeding (?:heavily|badly|a lot|out|to death|profusely|and|wont|from the head)|heavy bleeding|losing a lot of blood|wont stop bleeding"
        + @"|turning blue|gone blue|lips are blue|no pulse|hasnt got a pulse|drowning|electrocuted|poisoned|throat is (?:closing|swelling)"
        + @"|face is drooping|face has dropped|slurring|severe allergic reaction|"
        + @"overdosed|oding|an overdose|overdose|too many (?:tablets|pills|paracetamol|painkillers|sleeping|of)|too much (?:medication|medicine"
        + @"|paracetamol|insulin|methadone|heroin|morphine)|swallowed (?:[a-z0-9]+ )?(?:bleach|poison|battery|batteries|pills|tablets|detergent"
        + @"|antifreeze|magnets?)|(?:drunk|drank|swallowed|eaten|ate|taken|took|had|downed) (?:(?:the|a|an|my|his|her|our|their|all|nearly|almost|of) ){0,3}"
        + @"(?:whole|entire|full) (?:bottle|packet|pack|box|strip|tube|tub|jar|lot|thing)|(?:drunk|drank|swallowed|eaten|ate|sipped) "
        + @"(?:(?:some|the|a|an|my|his|her|our|of|bit|little|lot) ){0,3}(?:bleach|poison|antifreeze|detergent|weed ?killer|white spirit|turps|turpentine"
        + @"|paint ?thinner|petrol|drain cleaner|oven cleaner|disinfectant|washing (?:liquid|powder|tablet|pod)|dishwasher (?:tablet|pod)|rat poison|lamp oil"
        + @"|mouthwash|hand (?:gel|sanitiser|sanitizer)|button (?:battery|batteries))) ",
        RegexOptions.NonBacktracking)]
    private static partial Regex Alarm();

    [GeneratedRegex(@"^ (?:collapsed|collapsing|choking|gasping|suffocating|fitting|convulsing|overdosed|oding|unconscious|unresponsive|isnt|is not|arent"
        + @"|are not|not|stopped|wont|no longer|cant|can not|cannot|couldnt|struggling|unable|barely|passed|turning|gone|losing|drowning|electrocuted"
        + @"|poisoned|swallowed|drank|ate|bleeding|slurring|chest (?:is )?(?:hurts|hurting)|lips|throat|face|hasnt|having a fit|trouble|pains?|chest)",
    RegexOptions.NonBacktracking)]
    private static partial Regex VerbAlarm();

    [GeneratedRegex(@" (?:has|have|having|had|got|gets|getting|is|am|are|was|been|im|ive|hes|shes|theyre|theyve|feel|feels|feeling|complains|complaining"
        + @"|complained|reports|reporting|presents|presenting|presented|suffering|suffers|think|thinks|might|may|took|taken|taking|just|now|suddenly|with"
        + @"|developed|develops|goes|went|going|started|starts|experiencing|swallowed|accidentally) ", RegexOptions.NonBacktracking)]
    private static partial Regex Has();

    [GeneratedRegex(@" (?:what|whats|which|why|where|how|whether) ", RegexOptions.NonBacktracking)]
    private static partial Regex Question();

    [GeneratedRegex(@" (?:risk|risks|chance|chances|prevent|preventing|prevention|avoid|avoiding|worried about|afraid of|fear of|signs of|symptoms of"
        + @"|causes of|history of|leaflet|article|policy|plan|read about|reading about|learn about|learning about|question about|questions about"
        + @"|asking about|information about|information on|advice about|advice on|research|studying|study|essay|course|training) ",
    RegexOptions.NonBacktracking)]
    private static partial Regex Risk();

    /// <summary>Over, or long ago, or of people in general.</summary>
    [GeneratedRegex(@" (?:ago|years|last (?:week|month|year|summer|winter|spring|autumn|night|time)|yesterday|previously|used to|in (?:1[0-9]{3}"
        + @"|20[0-9]{2})|since (?:my|his|her|the|their|having)|after (?:my|his|her|the|a|an|their|having)|recover(?:ed|ing|y)|recently had|once had|died"
        + @"|when i was|when he was|when she was|as a child|claim|insurance|refund) ", RegexOptions.NonBacktracking)]
    private static partial Regex Past();

    [GeneratedRegex(@" (?:if|in case|suppose|supposing|when|whenever|should (?:my|a|the|any)|unless) ", RegexOptions.NonBacktracking)]
    private static partial Regex Supposing();

    /// <summary>Opens as a question that the articles could answer. "What should I do, my patient has …" is none: it asks for help.</summary>
    [GeneratedRegex(@"^ (?:and |so |but |then )?(?:who |whose |when |where |why |which |how (?:many|much|often|long|is|are|was|were|did|does|common|old"
        + @"|can (?:you|we|one|a)|should (?:a|an|the|staff|nurses)) |what (?:is|are|was|were|did|does|happened|happens|causes?|should (?:a|an|the|staff"
        + @"|nurses|people)|do (?:the|they|nurses|doctors|people)|percentage|proportion|number) |did |was |were |does |do (?:the|they|people|patients) "
        + @"|is (?:there|it)|are there |has |can (?:a|an|the|people|patients|anyone|someone|somebody) |could (?:a|an|the|people|patients) |list |explain "
        + @"|describe |define |summari[sz]e |tell me about )", RegexOptions.NonBacktracking)]
    private static partial Regex Asked();

    [GeneratedRegex(@"^ what (?:should|do|can|could|shall|must|would|will|am|now) (?:i|we|now|my|do) ", RegexOptions.NonBacktracking)]
    private static partial Regex AskedForHelp();

    [GeneratedRegex(
        @" (?:(?:kill|killing|hurt|hurting|harm|harming|cutting|hang|hanging|poison|poisoning) myself|end(?:ing)? (?:my (?:own )?life|it all"
            + @"|things for good)|tak(?:e|ing) my (?:own )?life|(?:i|im|ive|and|just|feel|feeling|am|really|so|very|been|being|get|getting) suicidal|"
        + @"(?:i|and) (?:want|wanted|wanna|wish|need|plan|intend|am ready|just want|really want|only want|dont want) (?:to )?(?:die|be dead|be alive|live"
        + @"|live any ?more|wake up|not wake up|exist|be here any ?more|be around any ?more|go on living|disappear forever|keep living|carry on living)"
        + @"|(?:i wish i (?:was|were|could be)|im better off|i would be better off|id be better off|better off) dead|wish i (?:was|were"
        + @"|had) never (?:been )?born|"
        + @"(?:i|im|am|been|keep|ive been|and) (?:thinking|thought|think) (?:of|about) (?:suicide|dying|ending it|ending everything|killing|death"
        + @"|jumping)|i (?:have|keep having|am having|get|had) (?:suicidal|dark) thoughts|im having suicidal thoughts|having suicidal thoughts"
        + @"|commit(?:ting)? suicide i|i (?:am going to|will|might|may|could|want to|plan to|intend to|tried to|try to) (?:commit suicide|jump|hang"
        + @"|overdose|self ?harm|cut|end it)|im (?:going to|gonna|about to) (?:commit suicide|jump|die|overdose|self ?harm|end it|do it)|i (?:self ?harm"
        + @"|have self ?harmed|cut myself|am self ?harming)|ive (?:been self ?harming|self ?harmed|cut myself)|im self ?harming) ",
        RegexOptions.NonBacktracking)]
    private static partial Regex OwnHarm();

    [GeneratedRegex(
        @" (?:i|im|we|and|just|really|simply) (?:(?:just|really|simply|honestly|literally|so|feel like i|feel that i|feel i|think i|know i|am"
            + @"|do) )*(?:dont think i can|dont know if i can|dont feel i can|cant|can not|cannot|couldnt|can no longer|can barely|can hardly|not able to"
            + @"|unable to|struggling to|no longer able to) "
        + @"(?:(?:just|really|even|possibly|no longer) )?(?:cope|go on|carry on|keep going|keep on going|continue like this|keep doing this|take it"
        + @"|take this|take much more|do this|live like this|live with this|live with myself|bear it|bear this|face another day|face tomorrow|face life"
        + @"|stand it|stand this) ",
        RegexOptions.NonBacktracking)]
    private static partial Regex Despair();

    [GeneratedRegex(
        @" (?:no|any) (?:reason|point|purpose) (?:in |to |for )?(?:living|live|going on|go on|carrying on|being alive) | nothing (?:left )?to live for "
            + @"| (?:life|my life) (?:is|isnt|is not|feels|has become) (?:not )?(?:worth living|pointless|unbearable|hopeless|over for me) "
        + @"| (?:would|will|d|ll|theyd|youd)? ?(?:all )?(?:be )?better off without me | (?:im|i am|so) (?:so )?(?:tired|sick) of (?:living|life"
        + @"|being alive) | (?:i|ive) (?:have )?(?:give|given|giving|gave) up on life | (?:i|im|am|feel|feeling) (?:(?:am|feel|feeling|so|completely"
        + @"|totally) )*(?:hopeless and|at breaking point|at the end of my tether|falling apart) ",
        RegexOptions.NonBacktracking)]
    private static partial Regex WorthLiving();

    [GeneratedRegex(@" (?:stroke|heart attack|cardiac arrest|seizure|an overdose|overdose) ", RegexOptions.NonBacktracking)]
    private static partial Regex AlarmOfLater();

    [GeneratedRegex(@" (?:just|now|suddenly|think|thinks|may|might|possibly|probably|has had) ", RegexOptions.NonBacktracking)]
    private static partial Regex New();

    [GeneratedRegex(@" (?:no|not|dont|doesnt|didnt|havent|hasnt|never|without|isnt|arent) ", RegexOptions.NonBacktracking)]
    private static partial Regex Negated();

    [GeneratedRegex(
        @" (?:(?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|hanging) (?:himself|herself|themselves|themself|themselfs)|end(?:ing)? (?:his"
            + @"|her|their) (?:own )?life|tak(?:e|ing) (?:his|her|their) own life|(?:is|hes|shes|theyre|are|feels|feeling|seems|sounds|looks|became"
            + @"|become|been|being|very|really|and|actively|acutely) suicidal|(?:wants?|wanted|wishes|threatening|threatens|threatened|talking about"
            + @"|talks about|says (?:s?he|they) wants?|planning|plans|trying|tried|tries|going|gonna|about) (?:to )?(?:die|be dead|end it all|end it"
            + @"|commit(?:ting)? suicide|suicide|dying|jump|self ?harm|overdose)|attempted suicide|suicide attempt|suicide note|suicidal thoughts"
            + @"|self ?harming|cutting (?:him|her)self|doesnt want to (?:live|be here|wake up)|does not want to live|has suicidal) ",
        RegexOptions.NonBacktracking)]
    private static partial Regex OthersHarm();

    [GeneratedRegex(@"^ (?:(?:help|please|emergency|urgent|severe|bad|sudden|crushing|me|now|somebody|someone|quick|quickly|medical|need|call|an|a|the|im"
        + @"|having|it|is|hurts|hurting|very|really) )*(?:overdose|overdosed|suicidal|suicide now|chest pains?|(?:not|cant|cannot|can not"
        + @"|stopped) breath(?:e|ing)|heart attack|cardiac arrest|ambulance|unconscious|choking|anaphylaxis|anaphylactic shock|bleeding heavily"
        + @"|medical emergency|want to die|kill myself|end my life|cant cope|cannot cope|cant go on) (?:(?:now|help|please|right|emergency|any ?more|me"
        + @"|urgent|someone|quick|quickly|here|i|think) )*$", RegexOptions.NonBacktracking)]
    private static partial Regex Bare();
}
