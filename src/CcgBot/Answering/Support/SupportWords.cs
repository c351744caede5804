using System.Collections.Frozen;

namespace CcgBot.Answering.Support;

/// <summary>Word lists of the support check, all lower case.</summary>
internal static class SupportWords
{
    /// <summary>Words that carry no fact of their own, and the glue a fluent sentence needs ("according to the article").</summary>
    public static FrozenSet<string> Stop { get; } = Set(
        """
        a an the this that these those it its it's itself they them their theirs he him his she her hers we us our you your i me my who whom whose which what when where how why
        be is are was were been being am do does did done has have had having will would shall should can could may might must
        of in on at to for from by with about into onto over under within through during between among against toward towards upon via per
        and or but so if then than as while because since until although though whether also too very just still even yet such both either
        there here other another same own more much many some any one ones up out off down
        say says said saying state states stated report reports reported find finds found show shows showed shown note notes noted mention mentions mentioned
        describe describes described according article articles paragraph paragraphs source sources text author authors
        at-least at-most however therefore thus hence moreover furthermore additionally finally meanwhile overall including include includes included well
        s t d ll re ve m % percent percentage per cent pound pounds dollar dollars euro euros
        """);

    /// <summary>Words that make a statement stronger: said only where a paragraph says one of the same line.</summary>
    public static IReadOnlyList<FrozenSet<string>> Strong { get; } =
    [
        Set("all every each always everyone everybody everything both whole entire entirely"),
        Set("only solely exclusively merely alone sole"),
        Set("most majority mostly mainly largely"),
        Set("must mandatory obliged required compulsory shall require requires"),
        Set("proves proved proven prove"),
        Set("guarantee guarantees guaranteed"),
        Set("half"),
        Set("quarter quarters"),
        Set("double doubled doubles twice"),
        Set("triple tripled treble trebled"),
        Set("dozen dozens"),
        Set("hundreds"),
        Set("thousands"),
        Set("millions"),
    ];

    /// <summary>A word of one side said where the paragraph has only the other turns the meaning round.</summary>
    public static IReadOnlyList<(FrozenSet<string> One, FrozenSet<string> Other)> Opposites { get; } =
    [
        (Set("increase increases increased increasing rise rises rose risen rising grow grows grew grown growth gain gained"), Set("decrease decreases decreased decreasing fall falls fell fallen falling decline declined declining drop dropped reduce reduces reduced reducing reduction")),
        (Set("more greater higher larger bigger above exceeds exceeded"), Set("less fewer lower smaller below")),
        (Set("before prior earlier"), Set("after following later")),
        (Set("first earliest"), Set("last latest")),
        (Set("best strongest"), Set("worst weakest")),
        (Set("maximum most"), Set("minimum least")),
        (Set("success successful succeeded succeed succeeds"), Set("failure unsuccessful failed fail fails")),
        (Set("allow allows allowed permit permits permitted may"), Set("forbid forbids forbidden prohibit prohibits prohibited ban bans banned disallow")),
        (Set("accept accepts accepted approve approved approves agree agreed agrees support supported supports"), Set("reject rejected rejects refuse refused refuses oppose opposed opposes disagree disagreed deny denied denies")),
        (Set("safe safely"), Set("unsafe dangerous harmful")),
        (Set("able"), Set("unable")),
        (Set("likely probable"), Set("unlikely improbable")),
        (Set("possible"), Set("impossible")),
        (Set("clear"), Set("unclear")),
        (Set("true correct right"), Set("untrue false incorrect wrong")),
        (Set("include includes included"), Set("exclude excludes excluded")),
        (Set("open opened opens"), Set("close closed closes")),
        (Set("start starts started begin began begins begun"), Set("stop stops stopped end ended ends")),
        (Set("win won wins"), Set("lose lost loses")),
        (Set("positive positively"), Set("negative negatively")),
        (Set("public"), Set("private")),
        (Set("male males men man boys"), Set("female females women woman girls")),
        (Set("strong strongly"), Set("weak weakly")),
        (Set("effective"), Set("ineffective")),
        (Set("satisfied"), Set("dissatisfied")),
        (Set("better improve improved improves"), Set("worse worsen worsened worsens")),
        (Set("present"), Set("absent")),
        (Set("north northern"), Set("south southern")),
        (Set("east eastern"), Set("west western")),
    ];

    /// <summary>Words that leave a statement open: what a paragraph leaves open, a claim leaves open.</summary>
    public static FrozenSet<string> Hedges { get; } = Set(
        "may might could possibly perhaps probably allegedly reportedly potentially apparently supposedly");

    /// <summary>Words that keep a statement open in a claim: <see cref="Hedges"/> and their like.</summary>
    public static FrozenSet<string> Open { get; } = Set(
        """
        may might could possibly perhaps probably allegedly reportedly potentially apparently supposedly can possible potential likely unlikely risk risks
        suggest suggests suggested appear appears appeared seem seems seemed if would should whether expected believed thought
        """);

    /// <summary>Units: a number with one of these is that number only with the same one.</summary>
    public static FrozenSet<string> Units { get; } = Set(
        """
        second seconds millisecond milliseconds minute minutes hour hours day days week weeks month months year years decade decades century centuries
        mg g kg gram grams kilogram kilograms ml l litre litres liter liters mm cm m km metre metres meter meters mile miles foot feet inch inches
        hectare hectares acre acres degree degrees pence penny tonne tonnes ton tons
        """);

    public static bool IsStrong(string lower) => Strong.Any(words => words.Contains(lower));

    internal static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
