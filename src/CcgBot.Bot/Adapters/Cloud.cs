using Microsoft.Bot.Connector.Authentication;

namespace CcgBot.Bot.Adapters;

/// <summary>The addresses and names of one cloud, from Microsoft's Agents SDK (<c>AuthenticationConstants</c>).</summary>
/// <param name="Issuer">Of the Bot Service's tokens.</param>
/// <param name="Metadata">OpenID metadata of the Bot Service.</param>
/// <param name="EmulatorIssuers">Of tokens that the Emulator gets with the bot's own credentials.</param>
/// <param name="EmulatorMetadata">OpenID metadata of Entra.</param>
/// <param name="Login">Where the bot asks for its own token, as Bot Builder knows it: <c>{0}</c> stands for the tenant where Bot Builder fills it in.</param>
public sealed record Cloud(
    string Issuer,
    string Metadata,
    IReadOnlyList<string> EmulatorIssuers,
    string EmulatorMetadata,
    string Login)
{
    /// <summary>Microsoft Graph, which is also the audience of its tokens.</summary>
    public string Graph { get; init; } = "https://graph.microsoft.com";

    private const string ChinaSharedTenant = "a55a4d5b-9241-49b1-b4ff-befa8db00269";

    /// <summary>Where a bot of this tenant asks for its token; empty = the Bot Framework's shared tenant.</summary>
    public string LoginFor(string tenant) => Login.Contains("{0}", StringComparison.Ordinal) ? Login : Login + (tenant.Length > 0 ? tenant : ChinaSharedTenant);

    public static Cloud Of(CloudName name) => name switch
    {
        CloudName.Public => new Cloud(
            "https://api.botframework.com",
            "https://login.botframework.com/v1/.well-known/openidconfiguration",
            [
                "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
                "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0",
                "https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/",
                "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0",
            ],
            "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
            AuthenticationConstants.ToChannelFromBotLoginUrlTemplate),
        CloudName.UsGovernment => new Cloud(
            "https://api.botframework.us",
            "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
            [
                "https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
                "https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0",
            ],
            "https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration",
            GovernmentAuthenticationConstants.ToChannelFromBotLoginUrlTemplate)
        { Graph = "https://graph.microsoft.us" },
        CloudName.China => new Cloud(
            "https://api.botframework.azure.cn",
            "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
            [
                "https://sts.chinacloudapi.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/",
                "https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0",
            ],
            "https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0/.well-known/openid-configuration",
            "https://login.partner.microsoftonline.cn/")
        { Graph = "https://microsoftgraph.chinacloudapi.cn" },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such cloud."),
    };
}
