using System.Globalization;
using System.Text.RegularExpressions;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Prepare.Processing;

/// <summary>A script of SELECTs, each ended by a semicolon. A comment line <c>-- output: NAME</c> before a statement names its result, which the statements after it may read too.</summary>
internal static partial class SqlScript
{
    private const int MostStatements = 100;
    private const int MostCharacters = 1 << 20;

    /// <summary>Name and text of each statement, in order.</summary>
    /// <exception cref="UserException">There is none, or two have one name.</exception>
    public static IReadOnlyList<(string Name, string Sql)> Parse(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        if (script.Length > MostCharacters)
            throw Wrong("the script is longer than a million characters", "fewer, shorter statements");
        var statements = Statements(script).Where(sql => !Comments().Replace(sql, "").AsSpan().Trim().IsEmpty).ToList();
        if (statements.Count is 0 or > MostStatements)
            throw Wrong(statements.Count == 0 ? "the script has no statement" : $"the script has {statements.Count:N0} statements", $"1 to {MostStatements} SELECTs");
        var named = statements.Select((sql, i) => (Name: Named().Match(sql) is { Success: true } match ? ResourceName.Check(match.Groups[1].Value, "result") : statements.Count == 1 ? "result" : string.Create(CultureInfo.InvariantCulture, $"result-{i + 1}"), Sql: sql)).ToList();
        if (named.GroupBy(own => own.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Wrong($"two statements give '{twice.Key}'", "-- output: NAME, another for each");
        return named;
    }

    // Quotes and comments may hold semicolons.
    private static List<string> Statements(string script)
    {
        var (statements, begin) = (new List<string>(), 0);
        for (var i = 0; i < script.Length; i++)
        {
            switch (script[i])
            {
                case '\'' or '"':
                    i = script.IndexOf(script[i], i + 1);
                    break;
                case '-' when Follows('-'):
                    i = script.IndexOf('\n', i);
                    break;
                case '/' when Follows('*'):
                    i = script.IndexOf("*/", i + 2, StringComparison.Ordinal);
                    break;
                case ';':
                    statements.Add(script[begin..i]);
                    begin = i + 1;
                    break;
            }

            if (i < 0)
                break;

            bool Follows(char next) => i + 1 < script.Length && script[i + 1] == next;
        }

        statements.Add(script[begin..]);
        return statements;
    }

    private static UserException Wrong(string found, string expected) => new(new Problem { Type = "invalid-script", Found = found, Expected = expected });

    [GeneratedRegex(@"^\s*--\s*output:\s*(\S+)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comments();
}
