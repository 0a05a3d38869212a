using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.Tabular;

/// <summary>Reads an algorithm's hyper-parameters by their declared ranges and gathers what is wrong with them, so that all of it is told at once.</summary>
internal sealed class HyperparameterReader
{
    private readonly IReadOnlyDictionary<string, string> _given;
    private readonly Dictionary<string, Hyperparameter> _known;
    private readonly List<Problem> _problems = [];

    public HyperparameterReader(string algorithm, IReadOnlyDictionary<string, string> given, IReadOnlyList<Hyperparameter> known)
    {
        (_given, _known) = (given, known.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal));
        foreach (var name in given.Keys.Where(name => !_known.ContainsKey(name)).Order(StringComparer.Ordinal))
            _problems.Add(new Problem
            {
                Type = "unknown-hyperparameter",
                Found = $"'{SafeText.Line(name, 60)}' is no hyper-parameter of {algorithm}",
                Expected = string.Join(", ", known.Select(parameter => parameter.Name)),
                Remedy = NearestName.Suggestion(name, _known.Keys),
            });
    }

    /// <summary>The defaults by name, in the order of the declaration.</summary>
    public static IReadOnlyDictionary<string, string> DefaultsOf(IReadOnlyList<Hyperparameter> known) => known.ToDictionary(parameter => parameter.Name, parameter => parameter.Default, StringComparer.Ordinal);

    public int Whole(string name) => IsFit(name) ? int.Parse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : default;

    public double Real(string name) => IsFit(name) ? double.Parse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture) : default;

    public bool Flag(string name) => IsFit(name) && Text(name) is var text && (text == "1" || (bool.TryParse(text, out var flag) && flag));

    /// <summary>What the chosen word stands for.</summary>
    public T OneOf<T>(string name, params (string Word, T Value)[] choices)
        where T : struct => IsFit(name) ? choices.First(choice => choice.Word == Text(name)).Value : default;

    /// <summary>What the text stands for; the algorithm's own reading says null where it has not its form.</summary>
    public T As<T>(string name, Func<string, T?> parse)
        where T : struct
    {
        if (parse(Text(name)) is { } value)
            return value;
        Refuse(name);
        return default;
    }

    /// <summary>The text itself.</summary>
    public string Text(string name) => _given.GetValueOrDefault(name) ?? _known[name].Default;

    /// <summary>Tells that the value is wrong, where more than its range is asked of it.</summary>
    public void Refuse(string name, string? expected = null) =>
        _problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{name} is '{SafeText.Line(Text(name), 60)}'", Expected = expected ?? _known[name].Expected });

    /// <summary>Whether anything was wrong.</summary>
    public bool HasProblems => _problems.Count > 0;

    /// <summary>Names separated by commas, each once.</summary>
    public IReadOnlyList<string> Names(string name, IReadOnlyCollection<string> known)
    {
        var text = Text(name);
        string[] names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var one in names.Where(one => !known.Contains(one)))
            _problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{name} names '{SafeText.Line(one, 60)}'", Expected = string.Join(", ", known), Remedy = NearestName.Suggestion(one, known) });
        if (names.Length == 0 || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
            _problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{name} is '{SafeText.Line(text, 200)}'", Expected = "at least one name, each once, separated by commas" });
        return names;
    }

    /// <exception cref="UserException">Something was wrong.</exception>
    public void End()
    {
        if (_problems.Count > 0)
            throw new UserException(Fault.Input, _problems);
    }

    private bool IsFit(string name)
    {
        if (_known[name].Fits(Text(name)))
            return true;
        Refuse(name);
        return false;
    }
}
