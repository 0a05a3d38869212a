using Praxis.Learning.Linear;

namespace Praxis.Learning.Tabular;

/// <summary>A fitted linear model in a model's file.</summary>
internal static class LinearModelBytes
{
    public static void Write(ByteWriter writer, LinearModel model)
    {
        writer.Write<int>([(int)model.Algorithm, model.ColumnCount, model.ClassCount, model.Weights.Length, model.Thresholds.Length]);
        writer.Write(model.Weights);
        writer.Write(model.Thresholds);
    }

    public static LinearModel Read(ref ByteReader reader, int columnCount, int classCount)
    {
        var algorithm = (LinearAlgorithm)reader.Number(0, (int)LinearAlgorithm.Ordinal);
        var isOrdinal = algorithm == LinearAlgorithm.Ordinal;
        reader.Number(columnCount, columnCount);
        reader.Number(classCount, classCount);
        var count = reader.Count(sizeof(float));
        var isOneOutput = (isOrdinal || classCount == 2) && count == columnCount + 1L;
        if ((!isOneOutput && (isOrdinal || count != (columnCount + 1L) * classCount)) || reader.Number(0, classCount) != (isOrdinal ? classCount - 1 : 0))
            throw new FormatException("a linear model's weights do not fit its columns and classes");
        var weights = reader.Read<float>(count).ToArray();
        foreach (var weight in weights)
            if (!float.IsFinite(weight))
                throw new FormatException("a weight is no number");
        var thresholds = reader.Read<double>(isOrdinal ? classCount - 1 : 0).ToArray();
        for (var i = 0; i < thresholds.Length; i++)
            if (!double.IsFinite(thresholds[i]) || (i > 0 && thresholds[i] < thresholds[i - 1]))
                throw new FormatException("the thresholds do not ascend");
        return new LinearModel(algorithm, columnCount, classCount, weights, thresholds);
    }
}
