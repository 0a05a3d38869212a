using System.CommandLine;
using Praxis.Contracts.Foundation;

namespace Praxis.Cli.Commands;

/// <summary><c>--set NAME=VALUE</c>, once a hyper-parameter.</summary>
internal static class HyperparameterOption
{
    public static Option<string[]> Create() => new("--set") { Description = "A hyper-parameter, once for each: --set epochs=10 --set word_ngrams=2; praxis train --list names them", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };

    /// <exception cref="UserException">Pairs have no name, no value or the same name; all are told.</exception>
    public static Dictionary<string, string> Read(IEnumerable<string> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                problems.Add(new Problem { Type = "invalid-hyperparameter", Found = $"--set '{SafeText.Line(pair, 60)}' has no value", Expected = "NAME=VALUE, as in --set C=0.5" });
            else if (!values.TryAdd(pair[..equals], pair[(equals + 1)..]))
                problems.Add(new Problem { Type = "hyperparameter-twice", Found = $"--set gives '{SafeText.Line(pair[..equals], 60)}' twice", Expected = "each name once" });
        }

        return problems.Count == 0 ? values : throw new UserException(Fault.Input, problems);
    }
}
