using System.Text;
using CsCheck;
using Praxis.Data.Files;

namespace Praxis.Data.Tests.Files;

/// <summary>What our rules call a number or a date, the database reads without loss, and writes back to the byte where we say so.</summary>
public sealed class WrittenValueTests
{
    [Fact]
    public void The_database_agrees_on_random_values()
    {
        const string Alphabet = "0123456789012345678900--..eE+:T ZtrueFALSE";
        string[] seeds = ["2024-02-29", "2023-02-29", "2024-01-02 03:04:05", "2024-01-02T03:04:05.123456789", "2024-01-02 24:00:00", "0000-01-01", "9999-12-31", "2024-01-02 03:04", "2024-01-02T03:04:05Z", "2024-01-02 03:04:05+02:00",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-0", "0.0001", "0.00001", "123456789012345.0", "0.1234567890123456", "1e308", "1e309", "1e-400", "0e5", "1.0", "1.50", "-0.0", "0.0", "true", "True", "00", "1.", ".5", "1e", "--1"];
        var values = new HashSet<string>(seeds);
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 30], Gen.Int[0, Alphabet.Length - 1], Gen.String[Gen.Int[0, Alphabet.Length - 1].Select(i => Alphabet[i]), 1, 12]).Sample(
            (seed, at, letter, random) =>
            {
                lock (values)
                {
                    values.Add(random);
                    var text = seeds[seed];
                    values.Add(text[..Math.Min(at, text.Length)] + Alphabet[letter] + text[Math.Min(at + 1, text.Length)..]);
                }
            },
            iter: 4000);
        using var connection = Sql.OpenMemory();
        Sql.Run(connection, $"CREATE TABLE v AS SELECT * FROM (VALUES {string.Join(", ", values.Select(value => $"({Sql.Text(value)})"))}) AS t(v)");
        var checkedKinds = 0;
        foreach (var (kind, plain, type) in new[]
        {
            (ValueKinds.Integer, ValueKinds.PlainInteger, "BIGINT"), (ValueKinds.Double, ValueKinds.PlainDouble, "DOUBLE"), (ValueKinds.Boolean, ValueKinds.PlainBoolean, "BOOLEAN"),
            (ValueKinds.Day, ValueKinds.Day, "DATE"), (ValueKinds.Moment, ValueKinds.PlainMoment, "TIMESTAMP"),
        })
            foreach (var (value, back) in Sql.Query(connection, $"SELECT v, CAST(TRY_CAST(v AS {type}) AS VARCHAR) FROM v", r => (r.GetString(0), Sql.TextAt(r, 1))))
            {
                var kinds = WrittenValue.KindsOf(Encoding.UTF8.GetBytes(value));
                if (!kinds.HasFlag(kind) || kinds.HasFlag(ValueKinds.Zoned))
                    continue;
                checkedKinds++;
                Assert.True(back is not null, $"'{value}' is called {kind}, and the database cannot read it as {type}");
                Assert.True(!kinds.HasFlag(plain) || back == value, $"'{value}' is called {plain} and comes back as '{back}'");
            }

        Assert.InRange(checkedKinds, 500, int.MaxValue);
    }

    [Fact]
    public void Different_values_are_counted_exactly_up_to_a_million_and_within_two_percent_beyond()
    {
        var text = new byte[16];
        foreach (var (count, isEstimate) in new[] { (0, false), (1, false), (999_999, false), (3_000_000, true) })
        {
            var counter = new DistinctCounter(new DistinctBudget(8_000_000));
            for (var pass = 0; pass < 2; pass++)
                for (var i = 0; i < count; i++)
                {
                    System.Buffers.Text.Utf8Formatter.TryFormat(i, text, out var length);
                    counter.Add(text.AsSpan(0, length));
                }

            Assert.Equal(isEstimate, counter.IsEstimate);
            Assert.InRange(counter.Count, isEstimate ? count * 0.98 : count, isEstimate ? count * 1.02 : count);
        }
    }
}
