using CcgBot.Bot;
using CcgBot.Bot.DirectLine;
using CcgBot.Model;
using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;

var builder = WebHostSetup.CreateBuilder(args);
builder.Services.AddModel(builder.Configuration);
builder.Services.AddEngine(builder.Configuration);
builder.Services.AddBot(builder.Configuration);
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
app.MapBotMessages();
app.MapDirectLine().RequireCors(CorsPolicies.BearerOnly);
app.MapArticles();
app.MapEvidence();
app.MapOperator();
app.MapChat();
app.Run();
