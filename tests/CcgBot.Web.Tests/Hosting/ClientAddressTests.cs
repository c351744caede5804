using System.Net;
using CcgBot.Bot;
using CcgBot.Web.Hosting;

namespace CcgBot.Web.Tests.Hosting;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [InlineData("::1", "::1")]
    public void An_IPv6_client_is_its_network(string address, string client) => Assert.Equal(client, ClientAddress.Of(IPAddress.Parse(address)));
}
