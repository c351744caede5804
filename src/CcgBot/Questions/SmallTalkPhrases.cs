namespace CcgBot.Questions;

/// <summary>
/// The phrases of small talk. A phrase is words in lower case without apostrophes; <c>a|b</c> is either word, <c>a?</c> may be left out. What has no kind
/// goes along with the others and means nothing by itself.
/// </summary>
internal static class SmallTalkPhrases
{
    /// <summary>One place of a phrase.</summary>
    internal sealed record Slot(IReadOnlyList<string> Words, bool Optional);

    /// <param name="Kind">Null for what only goes along.</param>
    internal sealed record Phrase(SmallTalkKind? Kind, IReadOnlyList<Slot> Pattern);

    private const string Someone = "person|human|people|someone|somebody|anyone|agent|advisor|adviser|operator|representative|employee|staff|colleague"
        + "|being|man|woman";
    private const string ToTalk = "talk|speak|chat|talking|speaking|chatting";

    public static IReadOnlyList<Phrase> All { get; } =
    [
        .. Of(null, "there|bot|robot|ccgbot|all|everyone|everybody|mate|friend|sir|madam|dear|pal|folks|guys|team|buddy", "please|pls|plz",
        "so|well|oh|ah|um|uh|er|erm|hmm|hm|and|but|then|now|again|indeed|anyway|actually|really|very|just"),
        .. Of(
            SmallTalkKind.Greeting,
            "hi|hello|hey|hiya|heya|howdy|hallo|hullo|greetings|hola|bonjour|salut|ciao|ahoy|yo|namaste|gday|hei|hej",
            "good morning|afternoon|evening|day", "morning|afternoon|evening all|everyone|everybody", "guten tag|morgen|abend",
            "salaam|salam|shalom alaikum?", "morning"),
        .. Of(
            SmallTalkKind.Wellbeing,
            "how are you|u|things|we|ya today|doing? today?", "how r u", "hows it going|life|everything|things today?", "how is it going today?",
            "how do you do", "are you ok|okay|well|alright", "you ok|okay|alright",
            "whats|wassup|sup up?", "what is up", "nice|pleased|good|lovely|great to meet|see you", "hope|i hope? you are|re well|good|fine|ok",
            "how have you been", "how was your day|weekend", "how are you feeling today?"),
        .. Of(
            SmallTalkKind.Thanks,
            "thanks|thx|tnx|thanx|thankyou|cheers|ta|merci|danke|gracias|grazie|tak|ty|tysm|thnx", "thank you|u|ya",
            "thanks|thank you? a? lot|million|bunch|ton", "thanks|thank|thankyou|thx you? so? very? much|again|heaps|loads",
            "thanks|thank you? very|so? much? for your|the|that|this|all|helping|explaining|answering|clarifying your|the|that? help|info|information"
                + "|answer|answers|reply|time|explanation|support|assistance|clarification|me|it|that|this|us?",
            "thanks|thank you? for that|this|it|everything|helping|explaining|answering", "many|much|big thanks", "much|really appreciated",
            "i|we? really? appreciate|appreciated it|that|this|your? help?", "im|i am? very|so? grateful", "thats|that is? very|so? kind|nice of you",
            "god? bless you"),
        .. Of(
            SmallTalkKind.Farewell,
            "bye|goodbye|byebye|cya|farewell|adios|ciao|tschuess|ttyl|bb|laters", "bye bye", "good bye|night",
            "see|c you|ya|u later|soon|tomorrow|around|then|again?", "talk|speak to you later|soon|tomorrow",
            "have a nice|good|great|lovely|wonderful day|evening|weekend|night|afternoon|time|one",
            "take care", "thats|that is? all|it|everything for? now|today|me|then?", "thatll|thats|that will? be all",
            "nothing|no else|more|further for? now|today|thanks?", "no more|further|other questions", "im|i am done|finished|off|leaving",
            "i have|need? no more|further|other questions", "until next time|tomorrow", "gotta|got|have to? go|run", "i have|need|must to? go now?",
            "all|thats|that all|done done?"),
        .. Of(
            SmallTalkKind.Acknowledgement,
            "ok|okay|k|kk|okey|okie|okeydoke|oki|alright|allright|right|sure|fine|cool|nice|great|perfect|excellent|wonderful|awesome|brilliant|lovely"
                + "|good|super|fantastic|amazing|splendid|neat|sweet|wow|interesting|noted|understood|gotcha|agreed|true|exactly|lol|haha|hahaha|hehe|hmm"
                + "|aha|roger|wonderful|correct|fab|sound|grand|done|test|testing",
            "all right", "got it|that|you", "i see|understand|get it|that?", "makes|that|this sense|makes|make sense?", "fair enough|point",
            "good|great|nice to know|hear",
                "thats|thatll|that|this|it is|was|will|really|very|so? very|really|so? helpful|useful|great|good|perfect|fine|interesting|clear|excellent"
                + "|amazing|brilliant|nice|enough|ok|okay|right|correct|cool|wonderful|lovely|fantastic|awesome",
            "that|this|it really|certainly|definitely? helps|helped|works|worked|did|does it|me|us? a? lot|loads|out|much|already|greatly?",
            "very|really|so|most|super helpful|useful|good|interesting|nice|clear|well", "no worries|problem|probs|bother|matter", "never mind|worry",
            "nevermind|np", "youre|you are welcome", "you welcome", "dont worry about? it?", "my pleasure|mistake|bad",
            "i|ill|lets will? see|think|try about? that|it|then?", "its|it is ok|okay|fine|alright|good", "sounds|looks good|great|fine|right",
            "just checking|testing|saying|looking|browsing", "happy|glad with|to? that|hear|it?", "how interesting|nice|lovely",
            "sorry|apologies|oops|whoops|pardon about|for? that|it|this?"),
        .. Of(
            SmallTalkKind.Yes,
            "yes|yeah|yep|yup|ya|yea|y|aye|oui|si|ja|absolutely|definitely|certainly|indeed|affirmative|yess", "yes of course", "of course",
            "yes i|it|they|we|that do|am|is|did|have|are|does|was", "i do|did|have|am", "i think|guess|suppose|believe|hope so", "please do",
            "go ahead|on then", "thats|that is? right|correct|it", "why not"),
        .. Of(
            SmallTalkKind.No,
            "no|nope|nah|n|non|nein|negative|never", "no thanks|thank|problem you?", "not really|yet|now|today|sure|at all|exactly|quite?",
            "no i|it|they|we|that dont|do|not|isnt|wasnt|didnt|havent|arent|am not?", "i dont|do|didnt|havent|am not? think|know|believe|so|yet? so?",
            "i dont|do not? know|want|care", "dunno|idk|maybe|perhaps", "im|i am not sure|certain", "no idea|clue|way|need"),
        .. Of(
            SmallTalkKind.Compliment,
            "well done", "good|great|nice|excellent|amazing|fantastic|brilliant|lovely|perfect|awesome|super job|work|bot|answer|answers|one|stuff|reply"
                + "|response|explanation|effort|going",
                "you|youre|ur are|re|r? so|very|really|a|an|the|pretty? great|good|awesome|amazing|helpful|smart|clever|brilliant|nice|kind|best"
                + "|wonderful|fantastic|cool|lovely|funny|useful|star|legend|genius|lifesaver bot|one|robot|help?",
            "i|we really? love|like|enjoy you|this|it|that|talking|bot bot|to|answer|tool|chat|service? you?", "love|like it|you|this|that",
            "what a good|great|helpful|useful|clever|nice bot|answer|tool|service",
                "this|that|it is|was a|an|very|really? good|great|helpful|useful|excellent|nice|clever|wonderful bot|answer|tool|service|chatbot",
            "im|i am impressed", "impressive|bravo|congratulations|congrats|kudos", "keep it|up up? the? good? work?"),
        .. Of(
            SmallTalkKind.Complaint,
            "thats|that|this|it|youre|you is|was|are|seems|looks? so|very|really|completely|totally|just|all|a|an|the? wrong|incorrect|nonsense|rubbish"
                + "|useless|terrible|awful|bad|stupid|dumb|unhelpful|crap|silly|ridiculous|annoying|hopeless|pathetic|false|mistaken|confusing|lying"
                + "|untrue|garbage|poor|worst|pointless|boring|slow answer|bot|robot|thing|tool|service|reply?",
            "thats|that|this|it is|was|are|isnt|wasnt|arent not very|really|at|the? all? right|correct|true|helpful|useful|good|relevant|answer|clear|it", "thats|that|this|it isnt|wasnt|arent very|really|at|the? all? right|correct|true|helpful|useful|good|relevant|answer|clear|it", "thats not very|really|at|the? all? right|correct|true|helpful|useful|good|relevant|answer|clear|it",
                "wrong|useless|rubbish|nonsense|unhelpful|incorrect|terrible|awful|garbage|stupid|bullshit|crap|hopeless|pathetic|ridiculous|boo|ugh|wtf"
                + "|meh|false answer|bot|reply?",
            "not helpful|useful|good|right|correct|what|true|relevant|it|working|very|clear i|that|helpful|useful|good? asked|meant|wanted|need|needed"
                + "|enough|at? all?",
            "thats|that|this|it is|was|isnt|wasnt? not? what i asked|meant|wanted|need|needed|said|want for?",
                "that|this|it|you really? did|does|do|didnt|doesnt|dont not? really|even? help|work|answer|understand|helping|make|get|know me|it|my|the"
                + "|sense|anything|a|what|that? question|thing|i? asked|said|meant?",
            "you|youre are|re? not helping|helpful|listening|working|making very|me|sense?",
                "i dont|do|didnt|cant|still|am|im not|dont? not? understand|get|happy|like|satisfied|confused|follow this|that|it|you|the|with"
                + "|your? answer|it|reply|this|that?",
            "you|that|this|it just? gave|give|giving|told|tell|said|answered? me|us? a|an|the|some|something|total|completely? wrong|incorrect|bad|false|misleading|different|rubbish|nonsense"
                + " answer|answers|information|info|advice|reply|thing|one|date|number|name|article|source|paragraph? just|to|last|before|again? now|me|time?",
            "your|the|last|previous|that last|previous|first|second? answer|reply|response|information|citation|source was|is|seems|looks? just|completely|totally|still? wrong|incorrect|false|misleading|nonsense|rubbish|outdated",
            "makes|that|this|it makes|made|make? no sense", "bad|poor|terrible|stupid|dumb|awful|useless|silly|wrong|dreadful|lousy bot|robot|answer"
                + "|answers|reply|service|chatbot|machine",
            "you|it|this never|always|only|just|cant|cannot|dont|doesnt seem|manage? to? get|gets|got|understand|understands|answer|answers|know|knows|say|give|find"
                + " me? a|an|the|my? single|straight? anything|it|things|everything|this|that|something|nothing|question|questions|answer|answers|thing right|wrong"
                + "|correct|correctly|properly|useful?",
            "i hate|dislike you|this|it|that bot?", "you|u suck|stink|lie|lied", "that|this sucks|stinks", "what the hell|heck|fuck",
            "fuck|damn|shut you|it|off|up?", "thats|that|this is|was? no help|good|use"),
        .. Of(
            SmallTalkKind.Identity,
            "who|what are|r you|u exactly?", "whos|whats this|that|there", "who is this|that|there", "what|whats|wots|wats is? your|ur|the name",
            "do you have a|any name", "whats|what|is should|do|can? i call you",
                "are|r you|u a|an|the|just|really|even|some? real|live|actual|artificial|chat|language? bot|robot|human|person|ai|machine|computer"
                + "|chatbot|real|chatgpt|gpt|program|alive|model|llm|copilot|intelligence|doctor|nurse|man|woman|assistant|being|people",
            "am i talking|speaking|chatting|writing to|with a|an|the? real|live|actual? bot|robot|human|person|ai|machine|computer|chatbot|someone"
                + "|somebody|doctor|nurse",
            "who|what am i talking|speaking|chatting|writing to|with",
                "is this|that|it a|an|the? real|live|actual|automated? bot|robot|human|person|ai|machine|chatbot|automated|chatgpt|computer",
            "who|whom made|built|created|developed|programmed|wrote|runs|owns|trained|designed|invented you", "who is behind you|this bot?",
            "introduce yourself", "tell|say me? a? bit|something|more|little? about yourself|you", "how old are you",
            "where are|do you from|live|located|come from?", "what|which kind|sort|type of bot|robot|thing|program are you",
            "what|which language? model|ai are|do you use|using|based? on?",
            "how do|does you|this|it bot|chatbot? work|function",
                "where|how do|does|did|are you|your|the get|answers|answer|find|information|know|learn your|the|come|this|it|that|all? information"
                + "|answers|from|data|facts|knowledge? from?",
            "what are your sources based? on?", "can|should|do i|we trust|believe|rely you|your|on|this|it you|your|bot|answers|answer?",
            "are you|your|the answers|reliable|sure|answer accurate|reliable|correct|checked|right|true?", "do you make things|stuff|it up",
            "do you use ai|chatgpt|gpt|a|an|the? language? model|ai|internet?",
                "do you remember|store|save|keep|record what|my|me|our|this i|conversation|questions|data|messages|chat? say|said|asked?",
            "do you speak|understand english|french|german|spanish|welsh|polish|other|urdu|punjabi|arabic languages?",
                "are you real|there|listening|awake|online|working|free|human|alive|intelligent|conscious|sentient|broken",
            "is|are anyone|anybody|someone|somebody|you there|here|home", "anyone|anybody there|here|home",
            "do you have feelings|a|any|friends|family|emotions family|soul|body|friends|brain?",
            "whats|what is this|it bot|chat|chatbot|thing|website|tool|service? for"),
        .. Of(
            SmallTalkKind.Abilities,
            "what can|could|do|will you|u|this do|help|answer|tell|know|offer|bot|chatbot me|with|about|do? with|about? here|me?", "how|what can|could|do you help|assist me|us? with? today?", "can|could|will you help|assist me|us? with|please|out? something|this|a|my|today? question|problem|thing?", "what can|should|could|may|do i|we ask|do|say|type|find|use you|here|about|this|for? about|here|bot|for?",
                "what questions|things|topics|kind|subjects can|could|do|should|of i|you|questions ask|answer|know|can|cover you|about|i? ask?",
            "what do you do|know", "how do|can|should|does i|we|this|one use|ask|start|talk|work|begin you|this|it|a|to? bot|question|chat|you?", "help|assist me please?", "i need|want|require some|your? help|assistance", "i have|got|ve|had|would like|to? ask? a|another|some|one|few|more? more? question|questions",
                "can|may|could i ask you? a|another|something|you|some|one|more? more|question|questions|something? question?",
            "i am|was|have|m? just? a|wondering|got? question", "question", "let|lets start|begin|go", "what|whats|how now|next",
            "what should i do next|now|here"),
        .. Of(
            SmallTalkKind.Person,
            $"can|could|may|might|how|where|when|is|do i|we|can|do|it|you|possible|there? i|possible|please|we|to|just|maybe? {ToTalk} to|with a|an|any"
                + $"|some|the|your|one|actual|real? member|real|live|actual|human|of|customer? of? {Someone}|service being|instead|please|here|now"
                + $"|directly? instead|please|here|now?",
            $"i|id|we|im|ill|please|let want|need|would|like|wish|wanna|prefer|d|must|have|me|demand|rather|us? like|love|prefer|rather? to? {ToTalk} to"
                + $"|with a|an|any|some|the|your|actual|real? member|real|live|actual|human|of|customer? of? {Someone}|service being|instead|please|here"
                + $"|now|directly? instead|please|here|now?",
            $"i|id|we need|want|would|prefer|like|rather|d like|prefer|rather|have? a real|live|actual|human? {Someone}", $"{ToTalk} to|with a|an|the|some? real|live|actual|human|member|customer? of? {Someone}|service please?",
                $"connect|transfer|pass|put|forward|refer|hand me|us through|over|on? to|with a|an|the|some? real|live|actual|human|member"
                + $"|customer? of? {Someone}|service",
            $"is|are there a|an|any|some? real|live|actual|human|member? of? {Someone}|staff i|we|that|who|to|here|available can|i|could|to? can"
                + $"|could? {ToTalk}|contact|ask|call|phone|reach|help|email|turn to|with|me|instead? to?",
            "how can|could|do|should i|we contact|reach|call|phone|email|get|ring you|someone|somebody|a|support|in|hold|anyone touch|of|human|person"
                + "|real? with|of? you|someone|somebody|a|anyone|person|human? person|human?",
            "real|live|actual|human person|human|agent|help|support|being please?", "human|agent|operator|representative please?",
            "customer|human|technical|live service|support|services|care|agent|chat please?",
            "contact|call|get a|someone|somebody|human|me? person|human|someone|somebody|real|a? person|human?"),
    ];

    private static IEnumerable<Phrase> Of(SmallTalkKind? kind, params string[] patterns) => patterns.Select(pattern => new Phrase(
        kind,
        [.. pattern.Split(' ').Select(slot => new Slot(slot.TrimEnd('?').Split('|'), slot[^1] == '?'))]));
}
