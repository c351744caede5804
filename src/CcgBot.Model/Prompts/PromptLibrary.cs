using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.SemanticKernel;

namespace CcgBot.Model.Prompts;

/// <summary>The files of <c>prompts/</c> as kernel functions, all checked when the library is made.</summary>
public sealed class PromptLibrary
{
    public const string Answer = "answer";
    public const string Rewrite = "rewrite";
    public const string Split = "split";
    public const string CheckSupport = "check-support";
    public const string Judge = "judge";

    private static readonly HandlebarsPromptFactory Templates = new();

    private readonly string _folder;
    private readonly ModelOptions _options;
    private readonly ILogger _log;
    private readonly Lock _reading = new();
    private readonly Dictionary<string, Prompt> _prompts = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">A prompt is missing or wrong; the message names the file and the fix.</exception>
    public PromptLibrary(string folder, ModelOptions options, ILogger<PromptLibrary>? log = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_folder, _options, _log) = (folder, options, log ?? NullLogger<PromptLibrary>.Instance);
        foreach (var name in Names)
        {
            _prompts[name] = Read(name);
        }
    }

    public static IReadOnlyList<string> Names { get; } = [Answer, Rewrite, Split, CheckSupport, Judge];

    /// <summary>Prompt name → hash, for evidence records.</summary>
    public IReadOnlyDictionary<string, string> Hashes
    {
        get
        {
            lock (_reading)
            {
                return _prompts.ToDictionary(prompt => prompt.Key, prompt => prompt.Value.Hash);
            }
        }
    }

    /// <summary>A prompt's hash: 64 hex digits.</summary>
    public string HashOf(string name) => Find(name).Hash;

    /// <summary>The prompt with its values put in, as Semantic Kernel reads it.</summary>
    public string Render(string name, IReadOnlyDictionary<string, object?> arguments) => Find(name).Template.Render(arguments);

    internal KernelFunction Function(string name) => Find(name).Function;

    private Prompt Find(string name)
    {
        lock (_reading)
        {
            var prompt = _prompts[name];
            // Asked on each use rather than watched: a file watcher misses some editors' ways of saving, and this is one stat in development.
            if (_options.ReloadPrompts && File.GetLastWriteTimeUtc(PathOf(name)) != prompt.Written)
            {
                try
                {
                    prompt = _prompts[name] = Read(name);
                    _log.LogInformation("Prompt {Prompt} read again", name);
                }
                catch (InvalidDataException error)
                {
                    _prompts[name] = prompt = prompt with { Written = File.GetLastWriteTimeUtc(PathOf(name)) };
                    _log.LogError("{Problem} The earlier one stays in use.", error.Message);
                }
            }

            return prompt;
        }
    }

    private Prompt Read(string name)
    {
        var path = PathOf(name);
        string yaml;
        DateTime written;
        try
        {
            written = File.GetLastWriteTimeUtc(path);
            yaml = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw PromptFile.Wrong(name, $"it can't be read ({error.Message})");
        }

        var config = PromptFile.Parse(name, yaml);
        var template = new HandlebarsPrompt(config);
        PromptCheck.Require(config, template);
        ApplySettings(config.DefaultExecutionSettings!.ExtensionData!);
        return new Prompt(PromptFile.HashOf(yaml), template, KernelFunctionFactory.CreateFromPrompt(config, Templates), written);
    }

    private void ApplySettings(IDictionary<string, object> settings)
    {
        if (_options.Temperature < 0)
        {
            settings.Remove("temperature");
        }
        else
        {
            settings["temperature"] = _options.Temperature;
        }

        if (_options.StructuredOutput != StructuredOutput.Schema && settings.Remove("response_format"))
        {
            settings.Remove("strict");
            if (_options.StructuredOutput == StructuredOutput.Json)
            {
                settings["response_format"] = "json_object";
            }
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name + ".yaml");

    private sealed record Prompt(string Hash, HandlebarsPrompt Template, KernelFunction Function, DateTime Written);
}
