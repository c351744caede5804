using System.Diagnostics;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>Runs a script of <c>tests/clients</c> and gives what it wrote.</summary>
internal static class NodeScript
{
    public static async Task<string> RunAsync(string script, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Repository.Clients,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The key server's certificate of this run (KeysOverTls): Node has a list of its own.
        start.Environment["NODE_EXTRA_CA_CERTS"] = Path.GetFullPath(Environment.GetEnvironmentVariable("SSL_CERT_FILE") ?? "none");
        start.ArgumentList.Add(Path.Combine(Repository.Clients, script));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
