using System.Collections.Frozen;

namespace CcgBot.Text;

/// <summary>Words that a point shortens, in the languages that the articles are likely to be in; all lower case, without the last point.</summary>
internal static class Abbreviations
{
    /// <summary>Before a name or a word that belongs to them: no sentence ends here, whatever follows.</summary>
    public static FrozenSet<string> Joined { get; } = Set(
        """
        mr mrs ms mx dr drs prof rev fr sr sra srta sres dra dña gen col lt sgt capt cmdr maj hon gov sen rep pres supt msgr mt mts ft
        cllr cllrs ald insp cpl brig utd messrs
        vs cf eg e.g ie i.e viz fig figs dept univ approx incl excl resp esp
        hr hrn frl dipl ing med phil rer nat jur dent vet bzw sog vgl evtl ggf inkl exkl zzgl bspw insb gem abs hrsg bes z.b d.h u.a o.ä i.d.r z.t u.u geb gest
        mme mlle mm env éd p.ex c.-à-d av bd
        ud uds ee p.ej núm avda
        sig dott ssa ecc es
        dhr mevr bijv o.a d.w.z
        г-н г-жа проф акад им ул пл пер обл напр т.е т.к см ср стр рис табл доц ред
        डॉ श्री प्रो पं श्रीमती कु
        π.χ δηλ κ.ά βλ
        """);

    /// <summary>May be a sentence's last word: it ends where a word follows that opens sentences.</summary>
    public static FrozenSet<string> Last { get; } = Set(
        """
        etc al inc ltd co corp jr bros st ave rd blvd sq est ed eds assn intl
        jan feb mar apr jun jul aug sep sept oct nov dec
        usw etc. uvm o.dgl str
        uu ecc cía hnos
        κ.λπ κλπ
        """);

    /// <summary>Before a number only: "No. 5", "max. 4 g", "Tel. 020". A word of its own otherwise ("No. The rest …").</summary>
    public static FrozenSet<string> BeforeNumbers { get; } = Set(
        """
        no nos nr nrs num tel fax temp max min approx ca c ch chap cap fig figs abb tab kap p pp pg pag pág págs vol vols bd bde sec sect art arts para paras pt pts bk
        v ver eq eqs ref refs ex op geo vict wt ht bp ph aprox env sat sun mon tue tues wed thu thur thurs fri ext apt rm fl s ss z n núm al tav
        с п ст т гл тел рис табл стр д кв ок макс мин ч
        αρ σελ τηλ
        रु सं
        """);

    /// <summary>After a number: Russian short forms that end a sentence where a capital follows.</summary>
    public static FrozenSet<string> AfterNumbers { get; } = Set("г гг в вв руб коп тыс млн млрд кг км м см мм мин ч сек л мл мг р");

    /// <summary>Russian "and so on": the last words of a sentence where a capital follows.</summary>
    public static FrozenSet<string> AndSoOn { get; } = Set("др пр т.д т.п");

    public static FrozenSet<string> Months { get; } = Set(
        """
        january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
        januar jänner februar märz mai juni juli oktober dezember dez okt mrz
        janvier février mars avril juin juillet août septembre octobre novembre décembre
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
        gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
        januari februari maart mei augustus maj
        """);

    public static FrozenSet<string> Weekdays { get; } = Set(
        """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
        """);

    /// <summary>Before a German ordinal: "am 12. Mai", "der 2. Weltkrieg", "im 3. Stock".</summary>
    public static FrozenSet<string> BeforeOrdinal { get; } = Set(
        """
        am der die das dem den des vom zum zur im ins bis seit ab ein eine einem einen einer jeder jede jedes jedem jeden sein seine seinem seinen seiner ihr ihre ihrem ihren ihrer
        unser unsere unserem unseren ihrem nach vor beim dieser diese dieses ersten und oder
        """);

    /// <summary>Words that begin sentences far more often than they go on after a short form.</summary>
    public static FrozenSet<string> Openers { get; } = new[]
    {
        "The", "A", "An", "In", "On", "At", "By", "For", "From", "With", "As", "It", "Its", "He", "She", "They", "We", "I", "You", "This", "That", "These", "Those",
        "His", "Her", "Their", "Our", "Your", "When", "While", "After", "Before", "Since", "During", "Although", "However", "But", "And", "If", "There", "Some", "Many", "Most",
        "Do", "Don't", "Please", "What", "Who", "Where", "How", "Why", "Not", "No", "All", "Both", "Each", "Then", "Also", "To", "Take", "Call", "Ask", "See", "Use",
        "Der", "Die", "Das", "Ein", "Eine", "Es", "Er", "Sie", "Wir", "Ich", "Im", "Am", "Dies", "Diese", "Dieser", "Dieses", "Bei", "Wenn", "Nach", "Danach", "Bitte", "Auch", "Sein", "Ihre",
        "Le", "La", "Les", "Un", "Une", "Il", "Elle", "Ils", "Elles", "Ce", "Cette", "Ces", "Dans", "Pour", "Si", "On", "Nous", "Vous",
        "El", "Los", "Las", "Una", "Se", "En", "No", "Su", "Esta", "Este", "Lo", "Para", "Según",
        "Он", "Она", "Оно", "Они", "Это", "Этот", "Эта", "Мы", "Вы", "В", "На", "По", "Но", "Если", "Для", "При",
        "Το", "Η", "Ο", "Οι", "Τα", "Στο", "Στη", "Αυτό",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
