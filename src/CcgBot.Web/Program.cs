using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;

var builder = WebHostSetup.CreateBuilder(args);
builder.Services.AddEngine(builder.Configuration);
builder.Services.AddWeb(builder.Configuration);

var app = builder.Build();
app.UseForwardedHeaders();
app.UseSecurityHeaders();
app.UseErrorAnswers();
app.UseRouting();
app.UseCors();
app.UseRateLimiter();
app.UseSiteFiles();
app.MapHealth();
app.MapAsk();
app.MapArticles();
app.MapChat();
app.Run();
