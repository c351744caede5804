using System.Globalization;
using System.Text;
using CcgBot.Articles;

namespace CcgBot.Documents;

/// <summary>
/// Rich Text Format → paragraphs, list items and table rows. There is no library for it that is kept; the format is a tree of groups and
/// control words, and all that says nothing about words is passed over.
/// </summary>
internal sealed class RtfReader
{
    private const int MaxDepth = 1_000;

    /// <summary>Groups that hold no text of the document.</summary>
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal)
    {
        "colortbl", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "fldinst", "themedata", "colorschememapping",
        "datastore", "latentstyles", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "annotation", "atnid", "atnauthor", "bkmkstart", "bkmkend", "nonshppict", "filetbl", "revtbl", "deleted", "pnseclvl",
    };

    private readonly byte[] _bytes;
    private readonly ReadingLimits _limits;
    private readonly BlockBuilder _builder = new();
    private readonly StringBuilder _text = new();
    private readonly List<byte> _pending = [];
    private readonly Dictionary<int, Encoding> _fonts = [];
    private readonly List<string> _cells = [];
    private readonly List<IReadOnlyList<string>> _rows = [];
    private readonly StringBuilder _title = new();
    private Encoding _page = DocumentText.Named("windows-1252")!;
    private string _listText = "";
    private bool _inTable;
    private int _outline = -1;

    // Styles that are headings, by number → level from 0; the paragraph's style, and the name being read.
    private readonly Dictionary<int, int> _headings = [];
    private readonly StringBuilder _styleName = new();
    private int _style = -1;

    private RtfReader(byte[] bytes, ReadingLimits limits) => (_bytes, _limits) = (bytes, limits);

    public static ReadDocument Read(byte[] bytes, ReadingLimits limits) => new RtfReader(bytes, limits).Read();

    private ReadDocument Read()
    {
        var state = new State();
        var open = new Stack<State>();
        var at = 0;
        while (at < _bytes.Length)
        {
            if ((at & 0xFFF) == 0)
            {
                _limits.Check();
            }

            switch ((char)_bytes[at])
            {
                case '{':
                    Decode(state);
                    if (open.Count >= MaxDepth)
                    {
                        throw new UnreadableException($"groups nested more than {MaxDepth} deep; open it in a word processor and save it again");
                    }

                    open.Push(state);
                    at++;
                    break;
                case '}':
                    Decode(state);
                    state = open.Count > 0 ? open.Pop() : state;
                    at++;
                    break;
                case '\\':
                    at = Control(at + 1, ref state);
                    break;
                case '\r' or '\n':
                    at++;
                    break;
                default:
                    Byte(_bytes[at++], ref state);
                    break;
            }
        }

        Decode(state);
        Paragraph();
        Table();
        return _builder.Count == 0
            ? throw new UnreadableException("no text in it; open it in a word processor and save it again")
            : new ReadDocument("") { Blocks = _builder.Blocks, Title = BlockBuilder.Clean(_title.ToString()) is { Length: > 0 } title ? title : _builder.Blocks[0] is { Layout.Form: BlockForm.Heading } first ? first.Text : null };
    }

    private int Control(int at, ref State state)
    {
        if (at >= _bytes.Length)
        {
            return at;
        }

        var sign = (char)_bytes[at];
        if (!char.IsAsciiLetter(sign))
        {
            if (sign == '\'' && at + 2 < _bytes.Length && byte.TryParse(Encoding.ASCII.GetString(_bytes, at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                Byte(code, ref state);
                return at + 3;
            }

            Decode(state);
            switch (sign)
            {
                case '*':
                    state.Optional = true;
                    break;
                case '~':
                    Append(' ', state);
                    break;
                case '_':
                    Append('-', state);
                    break;
                case '\\' or '{' or '}':
                    Byte((byte)sign, ref state);
                    break;
                default:
                    break;
            }

            return at + 1;
        }

        var start = at;
        while (at < _bytes.Length && at - start < 32 && char.IsAsciiLetter((char)_bytes[at]))
        {
            at++;
        }

        var word = Encoding.ASCII.GetString(_bytes, start, at - start);
        var digits = at;
        if (at < _bytes.Length && _bytes[at] == '-')
        {
            at++;
        }

        while (at < _bytes.Length && at - digits < 11 && char.IsAsciiDigit((char)_bytes[at]))
        {
            at++;
        }

        int? number = int.TryParse(Encoding.ASCII.GetString(_bytes, digits, at - digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
        if (at < _bytes.Length && _bytes[at] == ' ')
        {
            at++;
        }

        Decode(state);
        if (word == "bin")
        {
            return (int)Math.Min(_bytes.Length, at + (long)Math.Max(0, number ?? 0));
        }

        Apply(word, number, ref state);
        return at;
    }

    private void Apply(string word, int? number, ref State state)
    {
        if (Passed.Contains(word) || state.Optional && word is not ("shppict" or "shpinst" or "shptxt" or "pn" or "listtext" or "fldrslt"))
        {
            state.Skip |= word != "title";
        }

        state.Optional = false;
        switch (word)
        {
            case "title":
                (state.Skip, state.InTitle) = (false, true);
                break;
            case "ansicpg" when number is { } page:
                _page = DocumentText.Named(string.Create(CultureInfo.InvariantCulture, $"windows-{page}")) ?? _page;
                break;
            case "mac":
                _page = DocumentText.Named("macintosh") ?? _page;
                break;
            case "fonttbl":
                state.InFonts = true;
                break;
            case "stylesheet":
                state.InStyles = true;
                break;
            case "s" when number is { } style:
                _style = style;
                break;
            case "f" when number is { } font:
                state.Font = font;
                break;
            case "fcharset" when state.InFonts && number is { } set:
                if (PageOf(set) is { } encoding)
                {
                    _fonts[state.Font] = encoding;
                }

                break;
            case "uc":
                state.Fallback = Math.Clamp(number ?? 1, 0, 8);
                break;
            case "u" when number is { } unit:
                Append((char)(ushort)unit, state);
                state.Left = state.Fallback;
                break;
            case "par" or "sect" or "page" when !state.Skip:
                Paragraph();
                break;
            case "pard":
                (_inTable, _outline, _style) = (false, -1, -1);
                break;
            case "intbl":
                _inTable = true;
                break;
            case "outlinelevel" when state.InStyles:
                _headings[_style] = number ?? -1;
                break;
            case "outlinelevel":
                _outline = number ?? -1;
                break;
            case "line":
                Append('\n', state);
                break;
            case "cell":
                _cells.Add(_text.ToString());
                _text.Clear();
                break;
            case "row":
                _rows.Add([.. _cells]);
                _cells.Clear();
                break;
            case "listtext" or "pntext":
                state.InListText = true;
                _listText = "";
                break;
            case "tab":
                Append(' ', state);
                break;
            case "emdash" or "endash" or "lquote" or "rquote" or "ldblquote" or "rdblquote" or "bullet":
                Append(word switch { "emdash" => '—', "endash" => '–', "lquote" => '‘', "rquote" => '’', "ldblquote" => '“', "rdblquote" => '”', _ => '•' }, state);
                break;
            case "v" when number != 0:
                state.Skip = true;
                break;
            case "v":
                state.Skip = false;
                break;
            case "footnote":
                Append(' ', state);
                state.Skip = true;
                break;
            default:
                break;
        }
    }

    private void Byte(byte value, ref State state)
    {
        if (state.Left > 0)
        {
            // What older programs show in place of the letter just given.
            state.Left--;
            return;
        }

        if (!state.Skip && !state.InFonts)
        {
            _pending.Add(value);
        }
    }

    /// <summary>Bytes become letters together: one letter may be two of them.</summary>
    private void Decode(State state)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        var encoding = _fonts.GetValueOrDefault(state.Font) ?? _page;
        foreach (var c in encoding.GetString([.. _pending]))
        {
            Append(c, state);
        }

        _pending.Clear();
    }

    private void Append(char c, State state)
    {
        if (state.Skip || state.InFonts)
        {
            return;
        }

        if (state.InStyles)
        {
            Style(c);
        }
        else if (state.InTitle)
        {
            _title.Append(c);
        }
        else if (state.InListText)
        {
            _listText += c;
        }
        else
        {
            _text.Append(c);
        }
    }

    /// <summary>A style's name ends in a semicolon: "heading 1" makes headings, whatever else the style says.</summary>
    private void Style(char c)
    {
        if (c != ';')
        {
            _styleName.Append(c);
            return;
        }

        var name = _styleName.ToString().Trim();
        if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is > 0 and < 10)
        {
            _headings[_style] = level - 1;
        }

        _styleName.Clear();
        _style = -1;
    }

    private void Paragraph()
    {
        if (_inTable)
        {
            _text.Append('\n');
            return;
        }

        Table();
        var text = _text.ToString();
        _text.Clear();
        var mark = _listText.Trim();
        _outline = _outline < 0 ? _headings.GetValueOrDefault(_style, -1) : _outline;
        if (mark.Length > 0)
        {
            _builder.Item(mark.Any(char.IsLetterOrDigit) ? $"{mark} {text.TrimStart()}" : text, 1);
        }
        else if (_outline is >= 0 and < 9)
        {
            _builder.Heading(text, _outline + 1);
        }
        else
        {
            _builder.Paragraph(text);
        }

        _listText = "";
    }

    private void Table()
    {
        if (_rows.Count > 0)
        {
            _builder.Table([.. _rows], TableRows.LooksLikeHead(_rows) ? 1 : 0);
            _rows.Clear();
        }
    }

    /// <summary>The encoding of a font's character set; null = the document's.</summary>
    private static Encoding? PageOf(int set) => set switch
    {
        128 => DocumentText.Named("shift_jis"),
        129 => DocumentText.Named("ks_c_5601-1987"),
        134 => DocumentText.Named("gb2312"),
        136 => DocumentText.Named("big5"),
        161 => DocumentText.Named("windows-1253"),
        162 => DocumentText.Named("windows-1254"),
        163 => DocumentText.Named("windows-1258"),
        177 => DocumentText.Named("windows-1255"),
        178 => DocumentText.Named("windows-1256"),
        186 => DocumentText.Named("windows-1257"),
        204 => DocumentText.Named("windows-1251"),
        222 => DocumentText.Named("windows-874"),
        238 => DocumentText.Named("windows-1250"),
        _ => null,
    };

    /// <summary>What a group inherits from the one around it and gives back at its end.</summary>
    private struct State
    {
        public State()
        {
        }

        public bool Skip;
        public bool Optional;
        public bool InFonts;
        public bool InStyles;
        public bool InTitle;
        public bool InListText;
        public int Font = -1;
        public int Fallback = 1;
        public int Left;
    }
}
