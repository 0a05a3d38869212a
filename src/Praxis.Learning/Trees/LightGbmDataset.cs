using System.Runtime.InteropServices;

namespace Praxis.Learning.Trees;

/// <summary>Rows in LightGBM's memory, cut into bins.</summary>
internal sealed class LightGbmDataset : SafeHandle
{
    private LightGbmDataset(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    /// <summary>Copies the rows; <paramref name="reference"/> are the training rows whose bins validation rows take.</summary>
    public static LightGbmDataset Create(DenseRows rows, ReadOnlySpan<int> classes, ReadOnlySpan<float> weights, string parameters, LightGbmDataset? reference)
    {
        var labels = new float[classes.Length];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = classes[i];
        return Create(rows, labels, weights, parameters, reference);
    }

    /// <summary>The same with answers that may be any number.</summary>
    public static unsafe LightGbmDataset Create(DenseRows rows, float[] labels, ReadOnlySpan<float> weights, string parameters, LightGbmDataset? reference)
    {
        nint created = 0;
        fixed (float* data = rows.Values)
        {
            var first = data;
            LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_DatasetCreateFromMat(first, LightGbmLibrary.Float32, rows.RowCount, rows.ColumnCount, 1, parameters, reference?.handle ?? 0, out created));
        }

        var dataset = new LightGbmDataset(created);
        dataset.Set("label", labels);
        if (!weights.IsEmpty)
            dataset.Set("weight", weights);
        return dataset;
    }

    protected override bool ReleaseHandle() => LightGbmLibrary.LGBM_DatasetFree(handle) == 0;

    private unsafe void Set(string field, ReadOnlySpan<float> values)
    {
        fixed (float* data = values)
        {
            var first = data;
            var count = values.Length;
            LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_DatasetSetField(handle, field, first, count, LightGbmLibrary.Float32));
        }
    }
}
