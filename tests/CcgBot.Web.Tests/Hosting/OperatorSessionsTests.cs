using CcgBot.Web.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Web.Tests.Hosting;

public sealed class OperatorSessionsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_session_ends_when_its_time_is_over_whatever_the_cookie_says()
    {
        var sessions = new OperatorSessions(Options.Create(new WebOptions { OperatorHours = 2 }), _time);
        var token = sessions.Begin();
        _time.Advance(TimeSpan.FromMinutes(119));
        Assert.True(sessions.Has(token));

        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.False(sessions.Has(token));
    }

    [Fact]
    public void Signing_out_ends_that_session_only()
    {
        var sessions = new OperatorSessions(Options.Create(new WebOptions()), _time);
        var (one, other) = (sessions.Begin(), sessions.Begin());

        sessions.End(one);

        Assert.False(sessions.Has(one));
        Assert.True(sessions.Has(other));
        Assert.False(sessions.Has(null));
        Assert.False(sessions.Has(""));
        Assert.False(sessions.Has(new string('0', 64)));
    }

    [Fact]
    public void Sessions_do_not_pile_up()
    {
        var sessions = new OperatorSessions(Options.Create(new WebOptions()), _time);
        var first = sessions.Begin();
        for (var i = 0; i < 1_000; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            sessions.Begin();
        }

        Assert.False(sessions.Has(first));
    }
}
