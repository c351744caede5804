using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.SemanticKernel;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace CcgBot.Model.Prompts;

/// <summary>
/// Reads a prompt file in Semantic Kernel's YAML prompt schema (name, description, template, template_format, input_variables,
/// execution_settings). Microsoft.SemanticKernel.Yaml does the same but can't be restored where this project is built.
/// </summary>
internal static class PromptFile
{
    /// <exception cref="InvalidDataException">The file is not of the schema; the message names it and what is wrong.</exception>
    public static PromptTemplateConfig Parse(string name, string yaml)
    {
        Schema file;
        try
        {
            file = new DeserializerBuilder()
                .WithNamingConvention(UnderscoredNamingConvention.Instance)
                .WithNodeTypeResolver(new Scalars())
                .WithDuplicateKeyChecking()
                .Build()
                .Deserialize<Schema>(yaml) ?? throw Wrong(name, "it is empty");
        }
        catch (YamlException error)
        {
            throw Wrong(name, $"line {error.Start.Line}: {error.InnerException?.Message ?? error.Message}");
        }

        if (file.Name != name)
        {
            throw Wrong(name, $"its name is \"{file.Name}\": a prompt has the name of its file");
        }

        if (string.IsNullOrWhiteSpace(file.Description) || string.IsNullOrWhiteSpace(file.Template))
        {
            throw Wrong(name, "it needs a description and a template");
        }

        if (file.TemplateFormat != HandlebarsPromptFactory.Format)
        {
            throw Wrong(name, $"its template_format is \"{file.TemplateFormat}\": write handlebars");
        }

        var config = new PromptTemplateConfig(file.Template)
        {
            Name = file.Name,
            Description = file.Description,
            TemplateFormat = file.TemplateFormat,
        };
        foreach (var variable in file.InputVariables)
        {
            config.InputVariables.Add(new InputVariable
            {
                Name = variable.Name,
                Description = variable.Description,
                IsRequired = variable.IsRequired,
                Default = variable.Default,
            });
        }

        foreach (var (service, values) in file.ExecutionSettings)
        {
            config.AddExecutionSettings(
                new PromptExecutionSettings
                {
                    ExtensionData = values.ToDictionary(value => value.Key, value => value.Value is IDictionary<object, object> ? JsonSerializer.SerializeToElement(Plain(value.Value)) : value.Value!),
                },
                service);
        }

        if (!config.ExecutionSettings.ContainsKey(PromptExecutionSettings.DefaultServiceId))
        {
            throw Wrong(name, "it needs execution_settings for \"default\"");
        }

        return config;
    }

    /// <summary>The hash that evidence records name the prompt by: SHA-256 of the file's text with line feeds, 64 hex digits.</summary>
    public static string HashOf(string yaml) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml.Replace("\r\n", "\n", StringComparison.Ordinal))));

    internal static InvalidDataException Wrong(string name, string problem) => new($"Prompt prompts/{name}.yaml: {problem}.");

    private static object? Plain(object? value) => value switch
    {
        IDictionary<object, object> map => map.ToDictionary(entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry => Plain(entry.Value)),
        IList<object> list => list.Select(Plain).ToList(),
        _ => value,
    };

    /// <summary>YAML's plain scalars as JSON's: true, 12 and 0.5 are not texts.</summary>
    private sealed class Scalars : INodeTypeResolver
    {
        public bool Resolve(NodeEvent? nodeEvent, ref Type currentType)
        {
            if (currentType != typeof(object) || nodeEvent is not Scalar { Style: ScalarStyle.Plain } scalar)
            {
                return false;
            }

            currentType = scalar.Value switch
            {
                "true" or "false" => typeof(bool),
                var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => typeof(long),
                var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => typeof(double),
                _ => typeof(string),
            };
            return true;
        }
    }

    private sealed class Schema
    {
        public string Name { get; set; } = "";

        public string Description { get; set; } = "";

        public string Template { get; set; } = "";

        public string TemplateFormat { get; set; } = "";

        public List<Variable> InputVariables { get; set; } = [];

        public Dictionary<string, Dictionary<string, object?>> ExecutionSettings { get; set; } = [];
    }

    private sealed class Variable
    {
        public string Name { get; set; } = "";

        public string Description { get; set; } = "";

        public bool IsRequired { get; set; } = true;

        public string? Default { get; set; }
    }
}
