using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Formula = DocumentFormat.OpenXml.Math;
using Words = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace CcgBot.Documents.Office;

/// <summary>The words of one paragraph as they read with every tracked change accepted, and what is anchored in it.</summary>
internal sealed class WordText
{
    private const int MaxDepth = 64;

    private readonly StringBuilder _text = new();

    // Fields within fields: between begin and separate stands what the field does, not what it shows.
    private int _codes;
    private bool _separated;

    public WordText(Paragraph paragraph) => Add(paragraph, 0);

    /// <summary>What stands before its first word though it is in another paragraph.</summary>
    public string Before { get; init; } = "";

    public string Text => Before + _text;

    /// <summary>Footnote and endnote references, in order.</summary>
    public List<OpenXmlElement> Notes { get; } = [];

    /// <summary>What text boxes hold.</summary>
    public List<OpenXmlElement> Boxes { get; } = [];

    /// <summary>A part of a formula, in brackets where it has more than one sign or number.</summary>
    private void Part(OpenXmlElement? part, int depth)
    {
        if (part is null)
        {
            return;
        }

        var at = _text.Length;
        Add(part, depth + 1);
        var written = _text.ToString(at, _text.Length - at).Trim();
        if (written.Any(c => !char.IsLetterOrDigit(c) && c is not ('.' or ',')) && !(written is ['(', .., ')'] && written.IndexOf(')', StringComparison.Ordinal) == written.Length - 1))
        {
            _text.Insert(at, '(').Append(')');
        }
    }

    private void Add(OpenXmlElement parent, int depth)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        foreach (var child in parent.ChildElements)
        {
            switch (child)
            {
                case DeletedRun or MoveFromRun or ParagraphProperties or RunProperties or FieldCode or DeletedText or DeletedFieldCode or CommentReference:
                    break;
                case FootnoteReference or EndnoteReference:
                    Notes.Add(child);
                    break;
                case FieldChar field:
                    _codes += field.FieldCharType?.InnerText switch
                    {
                        "begin" => 1,
                        "separate" => -1,
                        // A field without a result ends without a separator.
                        _ => _codes > 0 && !_separated ? -1 : 0,
                    };
                    _codes = Math.Max(0, _codes);
                    _separated = field.FieldCharType?.InnerText == "separate";
                    break;
                case Run run when run.RunProperties?.Vanish is { } hidden && hidden.Val?.Value != false:
                    break;
                case Words text when _codes == 0:
                    var raised = (parent as Run)?.RunProperties?.VerticalTextAlignment?.Val?.InnerText == "superscript";
                    _text.Append(raised ? Powers.Of(text.Text, _text) ?? text.Text : text.Text);
                    break;
                case TabChar or PositionalTab:
                    _text.Append(' ');
                    break;
                case CarriageReturn:
                    _text.Append('\n');
                    break;
                case Break line:
                    _text.Append(line.Type is null || line.Type.InnerText == "textWrapping" ? '\n' : ' ');
                    break;
                case NoBreakHyphen:
                    _text.Append('-');
                    break;
                case SymbolChar symbol when _codes == 0:
                    _text.Append(SymbolFonts.Read(symbol.Font?.Value, symbol.Char?.Value));
                    break;
                case SoftHyphen or SymbolChar or Formula.FractionProperties or Formula.ControlProperties:
                    break;
                case Formula.Text sign:
                    _text.Append(sign.Text);
                    break;
                case Formula.Fraction fraction:
                    Part(fraction.Numerator, depth);
                    _text.Append('/');
                    Part(fraction.Denominator, depth);
                    break;
                case Formula.Superscript power:
                    Add(power.Base ?? child, depth + 1);
                    _text.Append('^');
                    Part(power.SuperArgument, depth);
                    break;
                case Formula.Radical root:
                    _text.Append('√');
                    Part(root.Base, depth);
                    break;
                case Formula.Delimiter inside:
                    _text.Append('(');
                    Add(inside, depth + 1);
                    _text.Append(')');
                    break;
                case AlternateContent alternate:
                    Add(WordBlocks.Chosen(alternate), depth + 1);
                    break;
                case TextBoxContent box:
                    Boxes.Add(box);
                    break;
                default:
                    if (child.HasChildren)
                    {
                        Add(child, depth + 1);
                    }

                    break;
            }
        }
    }
}
