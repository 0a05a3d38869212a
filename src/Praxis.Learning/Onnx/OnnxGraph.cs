using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;

namespace Praxis.Learning.Onnx;

/// <summary>
/// A graph in the form of ONNX (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, IR version 7, operator set 13): standard operators alone, all weights inside.
/// The numbers of the fields are those of that file.
/// </summary>
internal sealed class OnnxGraph(string name)
{
    /// <summary>The type of whole numbers.</summary>
    public const int Int64 = 7;

    private const int Float = 1;
    private const int Text = 8;
    private const long MostBytes = int.MaxValue;
    private readonly ProtoMessage graph = new();
    private int made;

    /// <summary>What stands beside the graph, by name.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>A constant of floats; those that do not stand in memory as one array are written when the file is.</summary>
    public string Floats(long[] shape, Action<Stream> write)
    {
        var own = Name("weights");
        graph.Add(5, Tensor(own, shape, Float).Add(9, sizeof(float) * shape.Aggregate(1L, (all, one) => all * one), write));
        return own;
    }

    /// <summary>A constant of floats.</summary>
    public string Floats(long[] shape, float[] values) => Floats(shape, stream => stream.Write(MemoryMarshal.AsBytes(values.AsSpan())));

    /// <summary>A constant of whole numbers.</summary>
    public string Numbers(long[] values)
    {
        var own = Name("numbers");
        graph.Add(5, Tensor(own, [values.Length], Int64).AddBytes(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));
        return own;
    }

    /// <summary>A constant of texts.</summary>
    public string Texts(IReadOnlyList<string> values)
    {
        var own = Name("texts");
        var tensor = Tensor(own, [values.Count], Text);
        foreach (var value in values)
            tensor.Add(6, value);
        graph.Add(5, tensor);
        return own;
    }

    /// <summary>An input of the graph; a dimension is a name or a number.</summary>
    public string FloatInput(string input, params object[] shape) => Input(input, Float, shape);

    /// <summary>An input of whole numbers.</summary>
    public string NumberInput(string input, params object[] shape) => Input(input, Int64, shape);

    /// <summary>An input of texts.</summary>
    public string TextInput(string input, params object[] shape) => Input(input, Text, shape);

    /// <summary>An operation with one result.</summary>
    public string Do(string operation, string[] inputs, params ProtoMessage[] attributes)
    {
        var result = Name(operation.ToLowerInvariant());
        Do(operation, inputs, result, attributes);
        return result;
    }

    /// <summary>An operation whose result is an output of the graph.</summary>
    public void FloatOutput(string output, object[] shape, string operation, string[] inputs, params ProtoMessage[] attributes)
    {
        Do(operation, inputs, output, attributes);
        graph.Add(12, Value(output, Float, shape));
    }

    /// <summary>The same for texts.</summary>
    public void TextOutput(string output, object[] shape, string operation, string[] inputs, params ProtoMessage[] attributes)
    {
        Do(operation, inputs, output, attributes);
        graph.Add(12, Value(output, Text, shape));
    }

    /// <summary>A whole number of an operation.</summary>
    public static ProtoMessage Attribute(string name, long value) => new ProtoMessage().Add(1, name).Add(3, value).Add(20, 2L);

    /// <summary>A text of an operation.</summary>
    public static ProtoMessage Attribute(string name, string value) => new ProtoMessage().Add(1, name).Add(4, value).Add(20, 3L);

    /// <summary>Whole numbers of an operation.</summary>
    public static ProtoMessage Attribute(string name, IEnumerable<long> values) => new ProtoMessage().Add(1, name).AddPacked(8, values).Add(20, 7L);

    /// <summary>Texts of an operation.</summary>
    public static ProtoMessage Attribute(string name, IEnumerable<string> values)
    {
        var attribute = new ProtoMessage().Add(1, name);
        foreach (var value in values)
            attribute.Add(9, value);
        return attribute.Add(20, 8L);
    }

    /// <summary>Writes the model.</summary>
    /// <exception cref="UserException">It is larger than a file of ONNX can be without files beside it.</exception>
    public void Save(Stream stream)
    {
        graph.Add(2, name);
        var model = new ProtoMessage().Add(1, 7L).Add(2, "praxis").Add(8, new ProtoMessage().Add(1, "").Add(2, 13L)).Add(7, graph);
        foreach (var (key, value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            model.Add(14, new ProtoMessage().Add(1, key).Add(2, value));
        if (model.Size > MostBytes)
            throw new UserException(new Problem { Type = "model-too-large", Found = $"the model would take {model.Size:N0} bytes as ONNX", Expected = $"at most {MostBytes:N0}, since no file may stand beside it", Remedy = "Train it with fewer buckets or a smaller vector_dim" });
        model.Write(stream);
    }

    private static ProtoMessage Tensor(string name, long[] shape, int type)
    {
        var tensor = new ProtoMessage();
        foreach (var size in shape)
            tensor.Add(1, size);
        return tensor.Add(2, (long)type).Add(8, name);
    }

    private static ProtoMessage Value(string name, int type, object[] shape)
    {
        var dimensions = new ProtoMessage();
        foreach (var size in shape)
            dimensions.Add(1, size is string symbol ? new ProtoMessage().Add(2, symbol) : new ProtoMessage().Add(1, Convert.ToInt64(size, System.Globalization.CultureInfo.InvariantCulture)));
        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, (long)type).Add(2, dimensions)));
    }

    private string Input(string input, int type, object[] shape)
    {
        graph.Add(11, Value(input, type, shape));
        return input;
    }

    private string Name(string what) => $"{what}_{made++}";

    private void Do(string operation, string[] inputs, string result, ProtoMessage[] attributes)
    {
        var node = new ProtoMessage();
        foreach (var input in inputs)
            node.Add(1, input);
        node.Add(2, result).Add(3, Name("node")).Add(4, operation);
        foreach (var attribute in attributes)
            node.Add(5, attribute);
        graph.Add(1, node);
    }
}
