using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Contracts.Train;

/// <summary>The hyper-parameters of one training, checked: what was given under any of its names, else the default.</summary>
public sealed class HyperparameterValues
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private HyperparameterValues()
    {
    }

    /// <summary>Every value by name.</summary>
    public IReadOnlyDictionary<string, string> All => values;

    /// <summary>Checks what was given.</summary>
    /// <param name="algorithm">The algorithm's name, for the message.</param>
    /// <param name="known">The algorithm's hyper-parameters.</param>
    /// <param name="given">What was given, by any of the names.</param>
    /// <exception cref="UserException">A name is unknown or given twice, or a value is out of its range; all of them are told, with the nearest name.</exception>
    public static HyperparameterValues Read(string algorithm, IReadOnlyList<Hyperparameter> known, IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(given);
        var problems = new List<Problem>();
        var result = new HyperparameterValues();
        var own = known.SelectMany(parameter => parameter.OtherNames.Prepend(parameter.Name).Select(name => (name, parameter))).ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        foreach (var (name, text) in given.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!own.TryGetValue(name, out var parameter))
                problems.Add(new Problem
                {
                    Type = "unknown-hyperparameter",
                    Found = $"'{SafeText.Line(name, 60)}' is no hyper-parameter of {algorithm}",
                    Expected = string.Join(", ", known.Select(parameter => parameter.Name)),
                    Remedy = NearestName.Suggestion(name, known.Select(parameter => parameter.Name)) ?? NearestName.Suggestion(name, own.Keys),
                });
            else if (!result.values.TryAdd(parameter.Name, text))
                problems.Add(new Problem { Type = "hyperparameter-twice", Found = $"{parameter.Name} is given twice, once as '{SafeText.Line(name, 60)}'", Expected = "one of its names" });
            else if (!parameter.Fits(text))
                problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{name} is '{SafeText.Line(text, 60)}'", Expected = parameter.Expected });
        }

        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
        foreach (var parameter in known)
            result.values.TryAdd(parameter.Name, parameter.Default);
        return result;
    }

    /// <summary>What <see cref="ITrainer.Check"/> does where a trainer has no more to say: checks names and ranges, and returns what was given under the names of the algorithm.</summary>
    /// <exception cref="UserException">A name is unknown or given twice, or a value is out of its range; all of them are told.</exception>
    public static IReadOnlyDictionary<string, string> Check(ITrainer trainer, IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(given);
        var known = trainer.Hyperparameters;
        if (known.Count > 0)
        {
            var values = Read(trainer.Algorithm, known, given);
            return known.Where(parameter => parameter.OtherNames.Prepend(parameter.Name).Any(given.ContainsKey)).ToDictionary(parameter => parameter.Name, parameter => values.All[parameter.Name], StringComparer.Ordinal);
        }

        var unknown = given.Keys.Where(name => !trainer.Defaults.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        return unknown.Count == 0 ? given : throw new UserException(Fault.Input, unknown.Select(name => new Problem
        {
            Type = "unknown-hyperparameter",
            Found = $"'{SafeText.Line(name, 60)}' is no hyper-parameter of {trainer.Algorithm}",
            Expected = string.Join(", ", trainer.Defaults.Keys),
            Remedy = NearestName.Suggestion(name, trainer.Defaults.Keys),
        }));
    }

    /// <summary>A whole number.</summary>
    public int Whole(string name) => int.Parse(values[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public double Number(string name) => double.Parse(values[name], NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A flag.</summary>
    public bool Flag(string name) => values[name] == "1" || (bool.TryParse(values[name], out var flag) && flag);

    /// <summary>The word of a choice.</summary>
    public string Word(string name) => values[name];
}
