using System.Diagnostics.CodeAnalysis;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using Microsoft.SemanticKernel;

namespace CcgBot.Model.Prompts;

/// <summary>Handlebars templates for Semantic Kernel, every value escaped: no text from outside can open or close a message.</summary>
internal sealed class HandlebarsPromptFactory : IPromptTemplateFactory
{
    public const string Format = "handlebars";

    public bool TryCreate(PromptTemplateConfig templateConfig, [NotNullWhen(true)] out IPromptTemplate? result)
    {
        result = templateConfig.TemplateFormat == Format ? new HandlebarsPrompt(templateConfig) : null;
        return result is not null;
    }
}

internal sealed class HandlebarsPrompt : IPromptTemplate
{
    private static readonly IHandlebars Handlebars = HandlebarsDotNet.Handlebars.Create(new HandlebarsConfiguration
    {
        TextEncoder = new XmlTextEncoder(),
        // A misspelt name is an error, not an empty place in a prompt.
        ThrowOnUnresolvedBindingExpression = true,
    });

    private readonly HandlebarsTemplate<object, object> _render;
    private readonly IReadOnlyList<InputVariable> _variables;

    /// <exception cref="InvalidDataException">The template is no Handlebars, or it has an unescaped place.</exception>
    public HandlebarsPrompt(PromptTemplateConfig config)
    {
        if (config.Template.Contains("{{{", StringComparison.Ordinal) || config.Template.Contains("{{&", StringComparison.Ordinal))
        {
            throw PromptFile.Wrong(config.Name!, "three braces would put text in unescaped: write two");
        }

        _variables = config.InputVariables;
        try
        {
            _render = Handlebars.Compile(config.Template);
        }
        catch (HandlebarsException error)
        {
            throw PromptFile.Wrong(config.Name!, $"its template does not compile: {error.Message}");
        }
    }

    public Task<string> RenderAsync(Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(Render(arguments ?? []));

    public string Render(IReadOnlyDictionary<string, object?> arguments)
    {
        var values = _variables.ToDictionary(variable => variable.Name, variable => arguments.GetValueOrDefault(variable.Name) ?? variable.Default ?? "");
        return _render(values);
    }
}
