using CcgBot.Articles;
using CcgBot.Hosting;

namespace CcgBot.Web.Hosting;

/// <summary>The articles that a page shows to whoever asks for it.</summary>
public static class ReadableViews
{
    /// <summary>What the caller may read. What was shown to somebody who is known stays out of the caches between.</summary>
    public static CorpusView ReadableView(this HttpContext context, BotEngine engine)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(engine);
        var caller = context.Caller();
        if (caller.Access != Access.Public)
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        return engine.View(caller.Access);
    }
}
