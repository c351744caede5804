using System.Net;
using System.Net.Sockets;

namespace CcgBot.Documents.Web;

/// <summary>Tells addresses of the public internet from those of private and special networks (IANA's special-purpose registries).</summary>
internal static class NetworkAddresses
{
    private static readonly IPNetwork[] Special = [.. ((string[])
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ]).Select(IPNetwork.Parse)];

    /// <summary>The prefixes of IPv6 that carry an IPv4 address within, and at which byte it begins.</summary>
    private static readonly (IPNetwork Network, int At)[] Carriers = [(IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2)];

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6 && Array.Find(Carriers, carrier => carrier.Network.Contains(address)) is { At: > 0 } carried)
        {
            return IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(carried.At, 4)));
        }

        return !Array.Exists(Special, network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }
}
