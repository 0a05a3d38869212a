using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data;
using Praxis.Data.Files;

namespace Praxis.Cli.Commands;

/// <summary>The options that several commands share.</summary>
internal static class CommandOptions
{
    public static Option<string?> Workspace() => new("--workspace") { Description = "The workspace's folder; else PRAXIS_WORKSPACE, else the nearest .praxis at or above this folder, else ./.praxis", HelpName = "DIR" };

    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON" };

    public static Option<string?> Delimiter() => new("--delimiter") { Description = "The character between two fields, or 'tab'; found out where it is not said", HelpName = "CHAR" };

    public static Option<string?> Encoding() => new("--encoding") { Description = "utf-8, utf-16, utf-16be, windows-1252 or latin1", HelpName = "NAME" };

    public static Option<string?> Format() => new("--format") { Description = "csv, tsv, jsonl or parquet; else the file's name and first bytes decide", HelpName = "NAME" };

    public static Option<bool> NoHeader() => new("--no-header") { Description = "The first row is data; the columns are called column0, column1, …" };

    public static Option<string?> Types() => new("--types") { Description = "Types that columns must have: \"Rating=category;Zip=text\"; number, category, text, date or boolean", HelpName = "COLUMN=TYPE" };

    public static Option<bool> Unguard() => new("--unguard") { Description = "The file is an export of praxis: take away the apostrophes that guard a spreadsheet" };

    public static Option<bool> Union() => new("--union") { Description = "A file may lack columns that the first one has; its rows have no value there" };

    public static Option<int?> MaxExpansion() => new Option<int?>("--max-expansion") { Description = "How many times its length a compressed file may grow (200)", HelpName = "TIMES" }.Within("1 to 100000", value => value is >= 1 and <= 100_000);

    public static Option<int?> MaxField() => new Option<int?>("--max-field-mb") { Description = "The longest field, in MiB (16)", HelpName = "MIB" }.Within("1 to 1024", value => value is >= 1 and <= 1024);

    /// <summary>Which of the jobs that wait goes first.</summary>
    public static Option<int> Priority() => new Option<int>("--priority") { Description = "Jobs of a greater one go first (0)", HelpName = "N" }.Within("-100 to 100", value => value is >= -100 and <= 100);

    /// <summary>The most memory of a database of rows.</summary>
    public static Option<string?> Memory() => new("--memory") { Description = "The most memory for rows, what is more goes to the disk (2GiB, or half of the machine's where that is less)", HelpName = "SIZE" };

    /// <summary>What <see cref="Memory()"/> was given, in bytes.</summary>
    public static long Memory(ParseResult parsed, Option<string?> memory) => parsed.GetValue(memory) is { } size ? Bytes(size, "--memory") : DatabaseMemory.Default;

    /// <summary>A number of bytes: <c>512MB</c>, <c>2GiB</c>, <c>1000000</c>.</summary>
    public static long Bytes(string text, string option)
    {
        var number = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        long? unit = text[number..].Trim().ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "KB" or "K" => 1000,
            "MB" or "M" => 1_000_000,
            "GB" or "G" => 1_000_000_000,
            "KIB" => 1L << 10,
            "MIB" => 1L << 20,
            "GIB" => 1L << 30,
            _ => null,
        };
        return unit is { } factor && double.TryParse(text.AsSpan(0, number), CultureInfo.InvariantCulture, out var count) && count * factor is >= 1 << 25 and <= 1L << 50 and var bytes
            ? (long)bytes
            : throw new UserException(new Problem { Type = "invalid-size", Found = $"{option} is '{SafeText.Line(text, 40)}'", Expected = "a size from 34MB, such as 512MB or 2GiB" });
    }

    public static ReadOptions Reading(ParseResult parsed, Option<string?> format, Option<string?> delimiter, Option<string?> encoding, Option<bool> noHeader, Option<string?> types, Option<bool> unguard) => new()
    {
        Format = parsed.GetValue(format),
        Delimiter = parsed.GetValue(delimiter) switch { null => null, "tab" or "\\t" => '\t', { Length: 1 } text => text[0], _ => '\0' },
        Encoding = parsed.GetValue(encoding),
        HasHeader = parsed.GetValue(noHeader) ? false : null,
        Unguard = parsed.GetValue(unguard),
        Types = ReadTypes(parsed.GetValue(types)),
    };

    private static Dictionary<string, ColumnType> ReadTypes(string? text)
    {
        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach (var rule in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = rule.LastIndexOf('=');
            if (equals < 1 || !Enum.TryParse<ColumnType>(rule[(equals + 1)..], ignoreCase: true, out var type) || int.TryParse(rule[(equals + 1)..], out _))
                throw new UserException(new Problem { Type = "invalid-types", Found = $"--types cannot be read at '{SafeText.Line(rule, 60)}'", Expected = "COLUMN=TYPE, several separated by ';'; a type is number, category, text, date or boolean" });
            types[rule[..equals]] = type;
        }

        return types;
    }

    /// <summary>Refuses values outside a range with a message that names it.</summary>
    public static Option<T> Within<T>(this Option<T> option, string expected, Func<T, bool> isRight)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<T>() is { } value && !isRight(value))
                result.AddError($"{option.Name} is {string.Join(' ', result.Tokens.Select(token => SafeText.Line(token.Value, 60)))}; expected: {expected}");
        });
        return option;
    }
}
