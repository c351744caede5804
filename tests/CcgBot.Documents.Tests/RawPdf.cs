using System.Globalization;
using System.Text;

namespace CcgBot.Documents.Tests;

/// <summary>A PDF of A4 pages written by hand: words wherever and however turned, and drawn lines. F1 = Helvetica, F2 = Helvetica-Bold.</summary>
internal sealed class RawPdf
{
    private readonly List<StringBuilder> _pages = [new()];

    private StringBuilder Content => _pages[^1];

    /// <summary>Goes on on a new page.</summary>
    public RawPdf NextPage()
    {
        _pages.Add(new StringBuilder());
        return this;
    }

    /// <param name="turn">Degrees counter-clockwise.</param>
    public RawPdf Words(double x, double y, string words, double size = 10, bool bold = false, int turn = 0)
    {
        var (cos, sin) = (Math.Round(Math.Cos(turn * Math.PI / 180), 6), Math.Round(Math.Sin(turn * Math.PI / 180), 6));
        var escaped = words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
        Content.Append(CultureInfo.InvariantCulture, $"BT /F{(bold ? 2 : 1)} {size} Tf {cos} {sin} {-sin} {cos} {x} {y} Tm ({escaped}) Tj ET\n");
        return this;
    }

    public RawPdf Lines(double x, double y, params string[] lines)
    {
        foreach (var line in lines)
        {
            Words(x, y, line);
            y -= 12;
        }

        return this;
    }

    /// <summary>A drawn line from left to right.</summary>
    public RawPdf Rule(double left, double right, double y)
    {
        Content.Append(CultureInfo.InvariantCulture, $"0.5 w {left} {y} m {right} {y} l S\n");
        return this;
    }

    /// <summary>A drawn line from bottom to top.</summary>
    public RawPdf Wall(double x, double bottom, double top)
    {
        Content.Append(CultureInfo.InvariantCulture, $"0.5 w {x} {bottom} m {x} {top} l S\n");
        return this;
    }

    /// <summary>A small black square: a bullet that is no letter.</summary>
    public RawPdf Dot(double x, double y)
    {
        Content.Append(CultureInfo.InvariantCulture, $"{x} {y} 4 4 re f\n");
        return this;
    }

    public byte[] Bytes()
    {
        List<string> objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [{string.Join(' ', _pages.Select((_, i) => $"{5 + (2 * i)} 0 R"))}] /Count {_pages.Count} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        ];
        foreach (var content in _pages)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {objects.Count + 2} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>");
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }

        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => pdf.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }
}
