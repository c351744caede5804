using System.Text;

namespace CcgBot.Evaluation.TestSets;

/// <summary>CSV records as RFC 4180 has them: fields in quotation marks may hold separators, line ends and doubled quotation marks.</summary>
internal static class CsvRecords
{
    /// <summary>Streams records with the line each begins on (from 1); blank lines are left out.</summary>
    /// <param name="separator">Comma, semicolon or tab.</param>
    /// <exception cref="InvalidDataException">A quotation mark is never closed; the message names the line it stands on.</exception>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(TextReader reader, char separator)
    {
        var (line, start) = (1, 1);
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var c = (char)next;
            line += c == '\n' ? 1 : 0;
            if (quoted && c == '"' && reader.Peek() == '"')
            {
                field.Append((char)reader.Read());
            }
            else if (c == '"' && (quoted || field.Length == 0))
            {
                quoted = !quoted;
            }
            else if (quoted)
            {
                field.Append(c);
            }
            else if (c == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c == '\n')
            {
                if (EndRecord(fields, field))
                {
                    yield return (start, fields);
                    fields = [];
                }

                start = line;
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }

        if (quoted)
        {
            throw new InvalidDataException($"the quotation mark of the record on line {start} is never closed");
        }

        if (EndRecord(fields, field))
        {
            yield return (start, fields);
        }
    }

    private static bool EndRecord(List<string> fields, StringBuilder field)
    {
        if (fields.Count == 0 && field.Length == 0)
        {
            return false;
        }

        fields.Add(field.ToString());
        field.Clear();
        return true;
    }
}
