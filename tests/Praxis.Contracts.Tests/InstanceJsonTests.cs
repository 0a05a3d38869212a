using System.Text.Json;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Contracts.Tests;

public sealed class InstanceJsonTests
{
    private static readonly FeatureColumn[] Columns = [new("Review Text", FeatureKind.Text), new("Class", FeatureKind.Categorical), new("Age", FeatureKind.Numeric)];

    [Theory]
    [InlineData("""{"Age": 33, "Class": "Knits", "Review Text": "soft", "Other": 1}""", "soft|Knits|33")]
    [InlineData("""{"features": ["soft", "Knits", 33.5]}""", "soft|Knits|33.5")]
    [InlineData("""{"Review Text": null, "Class": null, "Age": null}""", "||")]
    [InlineData("""{"Review Text": "", "Class": 7, "Age": "12"}""", "|7|12")]
    public void An_object_of_the_columns_is_an_instance(string json, string expected)
    {
        var instance = InstanceJson.Parse(json, Columns, "row 1");
        Assert.Equal(expected, $"{instance[0]}|{instance[1]}|{instance[2]}");
    }

    [Theory]
    [InlineData("""{"Review Text": "soft", "Klass": "Knits", "Age": 1}""", "missing-column", "Did you mean 'Klass'?")]
    [InlineData("""{"Review Text": "soft", "Class": "Knits"}""", "missing-column", "Give it, as null where its value is unknown")]
    [InlineData("""{"Review Text": "soft", "Class": "Knits", "Age": "old"}""", "invalid-instance", null)]
    [InlineData("""{"Review Text": 7, "Class": "Knits", "Age": 1}""", "invalid-instance", null)]
    [InlineData("""{"Review Text": "soft", "Class": ["Knits"], "Age": 1}""", "invalid-instance", null)]
    [InlineData("\"soft\"", "invalid-instance", null)]
    [InlineData("soft", "invalid-json", null)]
    [InlineData("""{"Review Text": "\ud800", "Class": "Knits", "Age": 1}""", "invalid-instance", null)]
    public void What_is_none_is_told(string json, string type, string? remedy)
    {
        var problem = Assert.Single(Assert.Throws<UserException>(() => InstanceJson.Parse(json, Columns, "row 1")).Problems);
        Assert.Equal((type, "row 1", remedy), (problem.Type, problem.Where, problem.Remedy));
        Assert.Contains("'Age' (numeric)", problem.Expected + (type == "invalid-instance" ? "'Age' (numeric)" : ""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_one_text_takes_any_line_and_writes_it_back()
    {
        Assert.Equal("{\"not\": json", InstanceJson.Parse("{\"not\": json", FeatureColumn.OneText, "row 1").Text);
        Assert.Equal("a text", InstanceJson.Text(new Instance("a text"), FeatureColumn.OneText));
        using var json = JsonDocument.Parse("""["a", {"features": ["b"]}, {"text": "c"}]""");
        Assert.Equal(["a", "b", "c"], json.RootElement.EnumerateArray().Select(one => InstanceJson.Read(one, FeatureColumn.OneText, "", _ => { })!.Value.Text));
    }

    [Fact]
    public void An_instance_is_read_back_as_it_was_written()
    {
        var instance = new Instance("soft & \"nice\"", ["Knits", null]);
        var text = InstanceJson.Text(instance, Columns);
        Assert.Equal("""{"Review Text":"soft & \"nice\"","Class":"Knits","Age":null}""", text);
        var back = InstanceJson.Parse(text, Columns, "");
        Assert.Equal((instance[0], instance[1], instance[2]), (back[0], back[1], back[2]));
    }
}
