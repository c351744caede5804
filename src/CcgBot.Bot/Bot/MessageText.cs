using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CcgBot.Bot.Rendering.Teams;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot;

/// <summary>What a person typed, without what the channel put around it.</summary>
public static partial class MessageText
{
    private const int MostMentions = 50;

    /// <summary>The text with the bot's own mentions removed and other people's reduced to their names; empty when there is none.</summary>
    public static string Of(Activity activity)
    {
        var text = string.IsNullOrWhiteSpace(activity.Text) ? OfButton(activity.Value) ?? "" : activity.Text;
        var mentions = (activity.Entities ?? [])
            .Where(entity => entity?.Type == "mention")
            .Take(MostMentions)
            .Select(entity => new Mentioned(entity.Properties, activity.Recipient))
            .ToList();
        var names = mentions.Where(mention => mention.IsBot)
            .SelectMany(mention => mention.Names)
            .Append(activity.Recipient?.Name)
            .Select(Plain)
            .Where(name => name.Length > 0)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        // Where no <at> has a name of the bot's, it is told by its place: the first <at> is the first mention, and so on.
        var spans = Mention().Matches(text);
        var named = spans.Any(span => names.Contains(Plain(span.Groups[1].Value)));
        var place = -1;
        text = Mention().Replace(text, span =>
        {
            place++;
            var name = Plain(span.Groups[1].Value);
            return names.Contains(name) || !named && spans.Count == mentions.Count && mentions[place].IsBot ? " " : name;
        });

        // Skype and some bridges leave the bare name where the mention stood.
        if (spans.Count == 0 && mentions.Exists(mention => mention.IsBot))
        {
            text = names.OrderByDescending(name => name.Length).Aggregate(text, WithoutName);
        }

        // Teams writes the space after a mention as an entity.
        return text.Replace("&nbsp;", " ", StringComparison.Ordinal).Replace('\u00A0', ' ').Trim();
    }

    /// <summary>The question that a card's button asks; null when the data is no such button's.</summary>
    public static string? OfButton(object? data) => data.Field("verb").Text() == CardActions.AskQuestion ? data.Field("question").Text() : null;

    /// <summary>The text without a name wherever it stands as a word of its own, with or without an @, and without what set it apart.</summary>
    private static string WithoutName(string text, string name)
    {
        text = text.Replace("&nbsp;", " ", StringComparison.Ordinal);
        var (left, from) = (new StringBuilder(text.Length), 0);
        for (int at, next = 0; (at = text.IndexOf(name, next, StringComparison.OrdinalIgnoreCase)) >= 0; next = at + name.Length)
        {
            var (start, end) = (at > from && text[at - 1] == '@' ? at - 1 : at, at + name.Length);
            if (start > 0 && IsWord(text[start - 1]) || end < text.Length && IsWord(text[end]))
            {
                continue;
            }

            left.Append(text, from, start - from);
            for (from = end; from < text.Length && (char.IsWhiteSpace(text[from]) || text[from] is ',' or ':'); from++)
            {
            }
        }

        return left.Append(text, from, text.Length - from).ToString();
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '-';

    // "R&amp;D Bot", "<at id="0">R&D Bot</at>" and "R&D Bot" are one name.
    private static string Plain(string? name) => WebUtility.HtmlDecode(Tag().Replace(name ?? "", "")).Replace('\u00A0', ' ').Trim();

    // A message is whatever anyone sends: both are linear in it.
    [GeneratedRegex("<at(?:[ \t][^<>]{0,200})?>([^<>]{0,300})</at>", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();

    [GeneratedRegex("<[^<>]{0,300}>")]
    private static partial Regex Tag();

    private sealed class Mentioned(JObject mention, ChannelAccount? bot)
    {
        private readonly string? _id = mention.Field("mentioned").Field("id").Text();
        private readonly string?[] _names = [mention.Field("text").Text(), mention.Field("mentioned").Field("name").Text()];

        public IReadOnlyList<string?> Names => [.. _names.Where(name => Plain(name).Length > 0)];

        public bool IsBot => _id is not null ? _id == bot?.Id : Names.Any(name => Plain(name).Equals(bot?.Name?.Trim(), StringComparison.OrdinalIgnoreCase));
    }
}
