using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace CcgBot.Bot;

/// <summary>What stands for one client where calls are counted.</summary>
public static class ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>An IPv4 address as it is, an IPv6 address as its /64 network: one subscriber has all of that, and could change the rest with each call.</summary>
    /// <returns>For example <c>203.0.113.7</c> or <c>2001:db8:1:2::/64</c>; empty when the connection has no address (an in-memory server).</returns>
    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return $"{new IPAddress(bytes)}/64";
    }
}
