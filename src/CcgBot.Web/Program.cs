using CcgBot.Bot;
using CcgBot.Bot.DirectLine;
using CcgBot.Model;
using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;

var builder = WebHostSetup.CreateBuilder(args);
if (MessagesEndpoint.Problem(builder.Configuration) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

builder.Services.AddModel(builder.Configuration);
builder.Services.AddEngine(builder.Configuration);
builder.Services.AddBot(builder.Configuration);
builder.Services.AddMessagesEndpoint(builder.Configuration);
builder.Services.AddDirectLine(builder.Configuration);
builder.Services.AddWeb(builder.Configuration);

var app = builder.Build();
app.UseForwardedHeaders();
app.UseSecurityHeaders();
app.UseErrorAnswers();
app.UseWebSockets();
app.UseSiteFiles();
app.UseRouting();
app.UseCors();
app.UseRateLimiter();

app.MapHealth();
app.MapAsk();
app.MapMessages();
app.MapDirectLine().RequireCors(CorsPolicies.BearerOnly);
app.MapArticles();
app.MapEvidence();
app.MapOperator();
app.MapChat();
app.Run();
return 0;
