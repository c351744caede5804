using System.Collections.Frozen;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace CcgBot.Answering.Support;

/// <summary>Words that shape a sentence, all lower case: what tells clauses, verbs and their objects apart without a parser.</summary>
internal static class ClauseWords
{
    public static FrozenSet<string> Prepositions { get; } = SupportWords.Set(
        """
        of in on at to for from by with about into onto over under within through during between among against toward towards upon via per without after before until till since
        above below beyond near beside besides behind across along around despite like except inside outside than as throughout beneath off
        """);

    public static FrozenSet<string> Determiners { get; } = SupportWords.Set("a an the this that these those its their his her my our your no any each every some both all either neither whose such another");

    public static FrozenSet<string> Pronouns { get; } = SupportWords.Set("it they them he she him this these those that its their his her hers theirs both one ones none neither either itself themselves who which whose");

    public static FrozenSet<string> Auxiliaries { get; } = SupportWords.Set(
        """
        is are was were be been being am has have had having do does did will would shall should can could may might must cannot
        isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't shan't shouldn't can't couldn't mayn't mightn't mustn't
        """);

    public static FrozenSet<string> Being { get; } = SupportWords.Set("is are was were be been being am isn't aren't wasn't weren't get gets got getting");

    /// <summary>What stands for a verb said before: "but ponies did".</summary>
    public static FrozenSet<string> ProVerbs { get; } = SupportWords.Set("do does did doesn't don't didn't");

    public static FrozenSet<string> Coordinators { get; } = SupportWords.Set("and but or yet nor");

    public static FrozenSet<string> Relatives { get; } = SupportWords.Set("who which whose whom where");

    /// <summary>Open a clause wherever they stand.</summary>
    public static FrozenSet<string> Subordinators { get; } = SupportWords.Set(
        "if unless when whenever while whereas because although though whether except without provided providing once so");

    /// <summary>Open a clause where a verb follows, and are prepositions elsewhere.</summary>
    public static FrozenSet<string> ClauseOrNoun { get; } = SupportWords.Set("after before until till since as than");

    /// <summary>What follows is said of other things than what stands before: nothing passes from one side to the other.</summary>
    public static FrozenSet<string> Contrasts { get; } = SupportWords.Set("while whereas although though");

    /// <summary>Under these a statement holds only where something else does.</summary>
    public static FrozenSet<string> IfWords { get; } = SupportWords.Set("if provided providing when whenever once where only");

    public static FrozenSet<string> UnlessWords { get; } = SupportWords.Set("unless except without until till");

    /// <summary>What follows their "that" is somebody's view.</summary>
    public static FrozenSet<string> Views { get; } = Stems(
        "suggest believe think claim argue expect hope allege fear propose estimate predict doubt suspect speculate assume imagine wonder feel guess");

    /// <summary>Their "that" opens what is judged, not what tells which one is meant.</summary>
    public static FrozenSet<string> Judgements { get; } = SupportWords.Set(
        "true untrue false clear unclear likely unlikely possible impossible certain uncertain sure doubtful evident wrong fact belief view idea claim hope fear suggestion proof evidence rumour impression");

    /// <summary>Commands to say something ("Say she never works"): what follows is not stated.</summary>
    public static FrozenSet<string> Orders { get; } = SupportWords.Set("say tell reply respond claim declare pretend insist announce assert");

    /// <summary>Words that may stand before a command.</summary>
    public static FrozenSet<string> BeforeOrders { get; } = SupportWords.Set("please always just now only then never do not don't you must should will and");

    /// <summary>Statements of what is to be done or allowed: where they hold is part of what they say.</summary>
    public static FrozenSet<string> Norms { get; } = SupportWords.Set(
        """
        must should shall may can cannot need needs needed required require requires allowed forbidden permitted prohibited banned valid free exempt recommended due entitled pay pays
        mustn't shouldn't can't
        """);

    /// <summary>A noun followed by one of these is a part of what the noun alone means.</summary>
    public static FrozenSet<string> Restricting { get; } = SupportWords.Set(
        "under over above below aged older younger with without who whose that taking having born between longer shorter larger smaller more less fewer");

    /// <summary>Quantities smaller than all.</summary>
    public static FrozenSet<string> Portions { get; } = SupportWords.Set("some few several half most many part majority minority quarter third fewer certain");

    private static readonly FrozenSet<string> Verbs = Stems(
        """
        accept accuse achieve act add address adopt advise affect affirm agree allow announce answer appear apply appoint approve argue arise arrange arrest arrive ask assess assist attach attack
        attend attract avoid award ban bar base bear beat become begin belong berth bind bite bleed block blow boil borrow break breed bring build burn burst buy call cancel capture care carry cast
        catch cause cease challenge change charge check choose claim clean clear climb close collapse collect come commission compare complain complete comprise concern conclude confirm connect consider
        consist construct contain continue contribute control cook cost count cover crack create criticise cross cut damage darken deal decide decline decompose decrease defeat defend deliver
        demand deny depart depend descend describe design destroy determine develop die differ dig direct disappear discharge discover dismiss dissolve distribute divert divide donate double draw drink
        drive drop dry earn eat edit elect eliminate employ enable end engage enjoy enter establish evacuate evaluate examine exceed exchange exclude exist expand expect expire explain explode
        explore export express extend face fail fall favour feed feel fight fill finance find finish fire fit fix flee float flood flow fly focus follow forbid force form found freeze function fund
        gain gather generate get give go govern graduate grant grow guard guide halt halve handle hang happen harm hatch have head heal hear heat help hide hire hit hold host hunt hurt identify
        ignore impose improve include increase indicate infect inform inherit inject injure inspect install intend introduce invade invent invest investigate invite involve issue join judge jump
        keep kill knead know lack land last launch lay lead learn leave lend let lie lift limit link list live load locate lock lose lower maintain make manage manufacture mark marry matter mean
        measure meet melt mention merge migrate miss mix modify monitor mount move name need nest note notice obey object observe obtain occupy occur offer open operate oppose order organise
        originate oversee overtake own paint participate pass pay perform permit persuade pick place plan plant play point possess post pour practise praise predict prefer prepare present
        preserve prevent produce prohibit promise promote propose protect protest prove provide prune publish pull purchase push put qualify question quit raise range rank reach react read realise
        rebuild receive recognise recommend record recover recruit reduce refer reform refuse register reject relate release rely remain remember remove renew rent reopen repair repeat replace reply
        report represent request require rescue research reserve resign resist resolve respond rest restore restrict result resume retain retire retry return reveal reverse review rise roll
        rule run sail save say score search see seek seem select sell send separate serve set settle shake share shift shoot show shrink shut sign sink sit sleep slow solve sow spare speak
        specialise spend spin split spread stand start state stay steal step stick stop store strengthen strike study submit succeed suffer suggest supply support suppress surround survive suspend
        swallow swell swim switch take talk teach tell tend test thank thaw think threaten thrive throw train transfer translate transport travel treat triple try turn understand undertake
        use vaccinate vary view visit volunteer vote wait walk want warm warn wash waste watch weaken wear weigh welcome widen win withdraw withhold work worsen write yield absorb
        attribute associate blame confer curb delay deliver disagree drain ease erupt estimate favour fine halve harvest import incubate irrigate leak load offset outperform outweigh peak plough
        postpone process prolong propagate prosecute recycle refuel relieve relocate remind repay reside rotate schedule screen secrete sponsor stabilise subsidise substitute sue tackle tolerate trace trap
        trigger upgrade vanish verify wither worry equal cool bake pump lay enlarge shorten prescribe diagnose cure soothe inhibit block stimulate activate encode express bind
        """);

    private static readonly FrozenSet<string> IrregularPast = SupportWords.Set(
        """
        fell rose held left lost won took gave got made found said told kept led paid spent sent sold bought brought built became began broke chose came cut drew drove ate flew forgot grew had heard
        hid hit hurt knew laid lay let lent met put ran read saw sank sat slept spoke stood stole struck swam swept taught thought threw understood went wore wrote withdrew shot shut shone sought
        given taken written driven eaten fallen broken chosen spoken stolen shown known grown thrown drawn seen done gone begun sung drunk swum forgotten hidden bitten beaten risen woven sworn torn worn born
        borne proven shaken overtaken withdrawn undertaken mistaken swollen frozen blown flown ridden rung sunk shrunk sprung
        spread stuck sprang dug bore beat bent bet bit blew caught cost crept dealt fed felt fled fought froze hung leapt learnt lit meant mistook overcame quit rang rode sang set shook shrank slid
        spun split swore tore woke wound rebuilt spoilt burnt burst cast
        """);

    /// <summary>It joins words and clauses, and is no part of what they say.</summary>
    public static bool IsLink(string lower) =>
        Prepositions.Contains(lower) || Subordinators.Contains(lower) || ClauseOrNoun.Contains(lower) || Relatives.Contains(lower) || Coordinators.Contains(lower) || Auxiliaries.Contains(lower);

    /// <summary>A form of a verb that can be found by its look, wherever it stands.</summary>
    public static bool MayBeVerb(Token token) => Verbs.Contains(token.Stem) || IsPast(token.Lower);

    public static bool IsPast(string lower) => IrregularPast.Contains(lower) || (lower.Length > 4 && lower.EndsWith("ed", StringComparison.Ordinal) && !lower.EndsWith("eed", StringComparison.Ordinal));

    public static bool IsBase(Token token) => Verbs.Contains(token.Stem) && !token.Lower.EndsWith('s') && !token.Lower.EndsWith("ing", StringComparison.Ordinal) && !IsPast(token.Lower);

    /// <summary>Verbs that are as often nouns: "need", "reference", "increase".</summary>
    public static FrozenSet<string> NounVerbs { get; } = Stems(
        """
        address answer attack ban bar base bear block blow call capture care cast cause challenge change charge check claim climb close collapse commission concern control cook cost count cover crack
        cross cut damage deal decline decrease delay demand design drink drive drop end estimate exchange face fall favour feed fight fine finance find finish fire fit fix flood flow focus force
        form function fund gain grant guard guide halt harm head heat help hide hold host hunt import increase issue judge jump kill knead lack land launch lead leave lift limit link list load lock
        mark matter measure mention monitor mount move name need nest note notice object offer order paint pass pay peak pick place plan plant play plough point post practise praise present process
        produce promise protest purchase push question range rank reach record reform register release rent repair reply report request rescue research reserve rest result return review rise roll
        rule run sail save score screen search share shift show sign sink sleep sponsor spread stand start state stay step stick stop store strike study submit supply support switch talk tackle test
        trace train transfer transport trap travel treat try turn use view visit volunteer vote wait walk warm wash waste watch wear win withdraw work worry yield reference
        """);

    private static FrozenSet<string> Stems(string words)
    {
        var stemmer = new EnglishStemmer();
        return SupportWords.Set(words).Select(word => SupportText.Stem(stemmer, word)).ToFrozenSet(StringComparer.Ordinal);
    }
}
