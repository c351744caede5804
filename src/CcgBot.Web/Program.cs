using CcgBot.Bot;
using CcgBot.Bot.DirectLine;
using CcgBot.Model;
using CcgBot.Storage;
using CcgBot.Web.Admin;
using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;
using CcgBot.Web.SignIn;

OwnerOnly.ForThisProcess();
var builder = WebHostSetup.CreateBuilder(args);
if (WebHostSetup.Problem(builder.Configuration) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

builder.Services.AddModel(builder.Configuration);
builder.Services.AddEngine(builder.Configuration);
builder.Services.AddBot(builder.Configuration);
builder.Services.AddDirectLine(builder.Configuration);
builder.Services.AddWeb(builder.Configuration);
builder.Services.AddSignIn(builder.Configuration);

var app = builder.Build();
app.UseForwardedHeaders();
app.UseSecurityHeaders();
app.UseErrorAnswers();
app.UseWebSockets();
app.UseSiteFiles();
app.UseRouting();
app.UseCors();
app.UseAuthentication();
app.UseCallers();
app.UseRateLimiter();

app.MapHealth();
app.MapAsk();
app.MapApi();
app.MapModelContext();
app.MapApiDescription();
app.MapBotMessages();
app.MapDirectLine().RequireCors(CorsPolicies.BearerOnly);
app.MapArticles();
app.MapEvidence();
app.MapOperator();
app.MapSignIn();
app.MapJudging();
app.MapConsole();
app.MapChat();
app.Run();
return 0;
