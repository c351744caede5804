using System.Reflection;
using CcgBot.Bot.Adapters;
using CcgBot.Bot.Tests.Conformance;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Extensions.DependencyInjection;

namespace CcgBot.Bot.Tests;

/// <summary>The bot stands on Microsoft.Bot.Builder, and the one assembly of its graph that is left out (AdaptiveCards) is missed by nothing.</summary>
public sealed class BotBuilderTests
{
    [Fact]
    public async Task Messages_are_served_by_a_CloudAdapter_and_a_TeamsActivityHandler()
    {
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous);
        bot.Services.GetRequiredService<ChannelAdapter>().ShouldBeAssignableTo<CloudAdapter>();
        bot.Services.GetRequiredService<IBot>().ShouldBeAssignableTo<TeamsActivityHandler>();
    }

    /// <summary>Every type of Bot Builder that our code names, with every member of it that could want the missing assembly.</summary>
    [Fact]
    public void Every_type_that_the_bot_uses_loads_with_its_members()
    {
        var used = typeof(CcgBotHandler).Assembly.GetTypes().SelectMany(Mentioned).Where(type => type.Namespace?.StartsWith("Microsoft.Bot", StringComparison.Ordinal) is true).ToHashSet();
        used.Count.ShouldBeGreaterThan(20);
        foreach (var type in used)
        {
            foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
            {
                _ = (member as MethodBase)?.GetParameters();
                _ = (member as MethodInfo)?.ReturnType;
                _ = (member as PropertyInfo)?.PropertyType;
            }
        }
    }

    [Fact]
    public async Task One_activity_of_each_kind_is_handled()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await ConformanceTests.OpenAsync();
        foreach (var type in (string[])
            ["message", "messageUpdate", "messageDelete", "conversationUpdate", "installationUpdate", "messageReaction", "event", "invoke", "endOfConversation", "typing", "trace", "handoff", "command", "commandResult", "suggestion"])
        {
            var activity = TestActivities.Message(connector, "How many?") with
            {
                Type = type,
                Name = "something",
                Action = "add",
                Value = WireJson.Element(new { a = 1 }),
                ChannelData = WireJson.Element(new { eventType = "teamMemberAdded", team = new { id = "t" }, tenant = new { id = "tenant" } }),
                MembersAdded = [new ChannelAccount { Id = "28:bot" }],
            };
            (await bot.PostAsync(activity)).Status.ShouldBe(type == "invoke" ? 501 : 200, type);
        }

        bot.Log.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static IEnumerable<Type> Mentioned(Type type) =>
        type.GetMethods(All).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).Concat(Locals(method)))
            .Concat(type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(type.GetFields(All).Select(field => field.FieldType))
            .Concat(type.BaseType is { } parent ? [parent] : [])
            .Concat(type.GetInterfaces())
            .SelectMany(each => each.IsGenericType ? [each, .. each.GetGenericArguments()] : new[] { each });

    private static IEnumerable<Type> Locals(MethodInfo method) => method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [];

    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
}
