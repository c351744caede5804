using System.Security.Claims;
using System.Security.Principal;
using CcgBot.Articles;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;

namespace CcgBot.Bot;

/// <summary>
/// Finds out what the sender of a turn may read. Direct Line's adapter says it itself, as the customer's server told it; in Teams it goes by the groups of
/// the person's account. In a group chat or a channel everyone reads the answer, so that it comes from public articles; and so it is for whoever is not known.
/// </summary>
public sealed class AskerAccess(TeamsGroups teams)
{
    /// <summary>Leaves what was found in the turn's state.</summary>
    public async Task ResolveAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (turn.TurnState.Get<Access>() is null)
        {
            turn.TurnState.Set(IsOfKnownPerson(turn) ? Access.Of(await teams.OfAsync(turn.Activity.From.AadObjectId, cancellationToken)) : Access.Public);
        }
    }

    /// <summary>Teams itself says who it is, in a call that it signed.</summary>
    private static bool IsOfKnownPerson(ITurnContext turn) =>
        turn.Activity is { ChannelId: Channels.Msteams, OneToOne: true, From.AadObjectId.Length: > 0 }
        && turn.TurnState.Get<IIdentity>(BotAdapter.BotIdentityKey) is ClaimsIdentity { IsAuthenticated: true } caller
        && caller.AuthenticationType != AuthenticationConstants.AnonymousAuthType;
}
