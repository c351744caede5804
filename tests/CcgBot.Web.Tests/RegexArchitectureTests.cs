using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using CcgBot.Text;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests;

/// <summary>
/// No pattern of ours can be made to take long. Each is <see cref="RegexOptions.NonBacktracking"/>, which is linear, or has no quantifier without an upper
/// bound: then a match looks at so many characters from where it begins and no further. Patterns made at run time are refused by the build
/// (BannedSymbols.Product.txt).
/// </summary>
public sealed class RegexArchitectureTests
{
    /// <summary>A longer run than that, tried from every character, is slow though it is linear.</summary>
    private const int LargestBound = 2_000;

    [Fact]
    public void Every_pattern_in_src_is_linear()
    {
        var patterns = Patterns().ToList();

        Assert.True(patterns.Count > 80, $"Only {patterns.Count} patterns were found: are the programs built?");
        Assert.Empty(patterns.Where(pattern => !pattern.Options.HasFlag(RegexOptions.NonBacktracking)).Select(Problem).OfType<string>());
    }

    [Theory]
    [InlineData("a*", "*")]
    [InlineData("(?:ab)+c", "+")]
    [InlineData("a{3,}", "{3,}")]
    [InlineData("[^]*+]x{2}*", "*")]
    [InlineData("a{1,90000}", "{1,90000}")]
    [InlineData(@"\*\+[*+{]\{2,}a{2,5}b?c{7}", null)]
    [InlineData(@"\p{Lu}{1,5}[\]*]{0,9}", null)]
    public void The_rule_sees_quantifiers_and_nothing_else(string pattern, string? quantifier) => Assert.Equal(quantifier, Unbounded(pattern));

    [Fact]
    public void Programs_limit_the_time_of_every_match_from_their_first_line()
    {
        System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(typeof(WebOptions).Module.ModuleHandle);

        Assert.Equal(MatchTimeout.Longest, AppContext.GetData("REGEX_DEFAULT_MATCH_TIMEOUT"));
        Assert.True(MatchTimeout.Longest <= TimeSpan.FromMinutes(2));
    }

    private static string? Problem((string Name, string Pattern, RegexOptions Options) pattern) =>
        Unbounded(pattern.Pattern) is { } quantifier ? $"{pattern.Name}: '{quantifier}' has no upper bound, and the pattern is not NonBacktracking." : null;

    /// <returns>The first quantifier without a bound; null when each has one.</returns>
    private static string? Unbounded(string pattern)
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '[' when !inClass:
                    inClass = true;
                    // A bracket right at the beginning is one of the characters.
                    i += pattern[(i + 1)..] is ['^', ']', ..] ? 2 : pattern[(i + 1)..] is [']', ..] ? 1 : 0;
                    break;
                case '*' or '+' when !inClass:
                    return pattern[i].ToString();
                case '{' when !inClass && Regex.Match(pattern[i..], @"^\{(\d+)(,(\d*))?\}") is { Success: true } count:
                    var most = count.Groups[2].Success ? count.Groups[3].Value : count.Groups[1].Value;
                    if (most.Length == 0 || int.Parse(most, System.Globalization.CultureInfo.InvariantCulture) > LargestBound)
                    {
                        return count.Value;
                    }

                    break;
            }
        }

        return null;
    }

    /// <summary>Of the programs as they are built: constants that patterns are put together from are resolved there.</summary>
    private static IEnumerable<(string Name, string Pattern, RegexOptions Options)> Patterns()
    {
        foreach (var folder in (string[])[Path.GetDirectoryName(Repository.WebProgram)!, Path.GetDirectoryName(Repository.CliProgram)!])
        {
            var programs = new AssemblyLoadContext(folder, isCollectible: true);
            programs.Resolving += (context, name) => Path.Combine(folder, $"{name.Name}.dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
            foreach (var assembly in Directory.GetFiles(folder, "CcgBot*.dll").Order(StringComparer.Ordinal).Select(programs.LoadFromAssemblyPath))
            {
                foreach (var method in assembly.GetTypes().SelectMany(type => type.GetMethods(
                    BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)))
                {
                    foreach (var arguments in method.GetCustomAttributesData().Where(data => data.AttributeType.Name == nameof(GeneratedRegexAttribute)).Select(data => data.ConstructorArguments))
                    {
                        yield return ($"{method.DeclaringType!.FullName}.{method.Name}", (string)arguments[0].Value!, arguments.Count > 1 ? (RegexOptions)(int)arguments[1].Value! : RegexOptions.None);
                    }
                }
            }
        }
    }
}
