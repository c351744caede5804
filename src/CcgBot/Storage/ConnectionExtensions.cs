using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CcgBot.Storage;

/// <summary>One-line SQL: parameters are <c>$1, $2 …</c> in order; null becomes NULL.</summary>
public static class ConnectionExtensions
{
    private static readonly string[] Names = [.. Enumerable.Range(1, 32).Select(number => string.Create(CultureInfo.InvariantCulture, $"${number}"))];

    public static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (command is SqliteCommand sqlite)
            {
                sqlite.Parameters.AddWithValue(Names[i], parameters[i] ?? DBNull.Value);
            }
            else
            {
                // Without a name it is the next in order.
                var parameter = command.CreateParameter();
                parameter.Value = Storable(parameters[i]);
                command.Parameters.Add(parameter);
            }
        }

        return command;
    }

    /// <summary>Gives a command that was made before its values.</summary>
    public static DbCommand Fill(this DbCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = command is SqliteCommand ? values[i] ?? DBNull.Value : Storable(values[i]);
        }

        return command;
    }

    /// <returns>Rows changed.</returns>
    public static int Run(this DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <returns>The first column of the first row, or default when there is no row or it is NULL.</returns>
    public static T? Scalar<T>(this DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteScalar() is T value ? value : default;
    }

    /// <returns>Whether there is a row.</returns>
    public static bool Any(this DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteScalar() is not null;
    }

    public static List<T> Query<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static string? StringOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A value as a server of strict UTF-8 takes it: SQLite keeps a NUL, and puts U+FFFD in the place of half a surrogate pair by itself.</summary>
    public static object Storable(object? value) => value switch
    {
        null => DBNull.Value,
        // Every number of the store is of eight bytes. A statement that was made ready with a NULL is of that width too, and would not take one of four.
        int number => (long)number,
        string text when text.Contains('\0', StringComparison.Ordinal) => Well(text.Replace('\0', '\uFFFD')),
        string text => Well(text),
        _ => value,
    };

    private static string Well(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    i++;
                }
                else
                {
                    return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
                }
            }
        }

        return text;
    }
}
