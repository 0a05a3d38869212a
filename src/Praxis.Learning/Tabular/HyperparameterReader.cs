using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Learning.Tabular;

/// <summary>Reads an algorithm's hyper-parameters and gathers what is wrong with them, so that all of it is told at once.</summary>
internal sealed class HyperparameterReader
{
    private readonly IReadOnlyDictionary<string, string> _given;
    private readonly IReadOnlyDictionary<string, string> _defaults;
    private readonly List<Problem> _problems = [];

    public HyperparameterReader(string algorithm, IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string> defaults)
    {
        (_given, _defaults) = (given, defaults);
        foreach (var name in given.Keys.Where(name => !defaults.ContainsKey(name)).Order(StringComparer.Ordinal))
            _problems.Add(new Problem
            {
                Type = "unknown-hyperparameter",
                Found = $"{SafeText.Line(name, 60)} is no hyper-parameter of {algorithm}",
                Expected = string.Join(", ", defaults.Keys),
                Remedy = NearestName.Suggestion(name, defaults.Keys),
            });
    }

    public int Whole(string name, int least, int most) => Take<int>(name, $"a whole number from {least} to {most}", text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null);

    public double Real(string name, double least, double most) => Take<double>(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null);

    public bool Flag(string name) => Take<bool>(name, "true or false", text => text switch { "true" or "1" => true, "false" or "0" => false, _ => null });

    public T OneOf<T>(string name, params (string Word, T Value)[] choices)
        where T : struct => Take<T>(name, string.Join(" or ", choices.Select(choice => choice.Word)), text =>
        choices.Where(choice => choice.Word == text).Select(choice => (T?)choice.Value).FirstOrDefault());

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

    private string Text(string name) => _given.GetValueOrDefault(name) ?? _defaults[name];

    private T Take<T>(string name, string expected, Func<string, T?> parse)
        where T : struct
    {
        var text = Text(name);
        if (parse(text) is { } value)
            return value;
        _problems.Add(new Problem { Type = "bad-hyperparameter", Found = $"{name} is '{SafeText.Line(text, 60)}'", Expected = expected });
        return default;
    }
}
