using System.Runtime.InteropServices;
using System.Text;

namespace Praxis.Learning.Trees;

/// <summary>A training in LightGBM's hands.</summary>
internal sealed class LightGbmBooster : SafeHandle
{
    private LightGbmBooster(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    public static LightGbmBooster Create(LightGbmDataset train, string parameters, LightGbmDataset? validation)
    {
        nint created = 0;
        LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_BoosterCreate(train.DangerousGetHandle(), parameters, out created));
        var booster = new LightGbmBooster(created);
        if (validation is not null)
            LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_BoosterAddValidData(booster.handle, validation.DangerousGetHandle()));
        return booster;
    }

    /// <summary>Reads LightGBM's own text; only for texts that LightGBM wrote in this process.</summary>
    public static LightGbmBooster FromText(string text)
    {
        nint created = 0;
        LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_BoosterLoadModelFromString(text, out _, out created));
        return new LightGbmBooster(created);
    }

    /// <summary>Adds a tree a class; false where nothing more can be split.</summary>
    public bool Update()
    {
        var isFinished = 0;
        LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_BoosterUpdateOneIter(handle, out isFinished));
        return isFinished == 0;
    }

    /// <summary>The loss on the validation rows.</summary>
    public unsafe double ValidationLoss()
    {
        var count = 0;
        LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_BoosterGetEvalCounts(handle, out count));
        var results = new double[count];
        fixed (double* data = results)
        {
            var first = data;
            LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_BoosterGetEval(handle, 1, out _, first));
        }

        return results[0];
    }

    /// <summary>The first so many iterations as LightGBM's text.</summary>
    public unsafe string Text(int iterations)
    {
        var buffer = new byte[1 << 20];
        while (true)
        {
            var length = 0L;
            fixed (byte* data = buffer)
            {
                var first = data;
                var size = buffer.Length;
                LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_BoosterSaveModelToString(handle, 0, iterations, 0, size, out length, first));
            }

            if (length <= buffer.Length)
                return Encoding.UTF8.GetString(buffer, 0, (int)length - 1);
            buffer = new byte[length];
        }
    }

    /// <summary>How much each feature's splits lessened the loss in the first so many iterations.</summary>
    public unsafe double[] Gains(int features, int iterations)
    {
        var gains = new double[features];
        fixed (double* data = gains)
        {
            var first = data;
            LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_BoosterFeatureImportance(handle, iterations, 1, first));
        }

        return gains;
    }

    /// <summary>The sums of the trees' values of the first so many iterations (-1 for all), a row after the other.</summary>
    public unsafe double[] RawScores(DenseRows rows, int classes, int iterations = -1)
    {
        var scores = new double[rows.RowCount * classes];
        fixed (float* data = rows.Values)
        {
            fixed (double* results = scores)
            {
                var (first, to) = ((nint)data, (nint)results);
                LightGbmLibrary.Call(() => LightGbmLibrary.LGBM_BoosterPredictForMat(handle, (void*)first, LightGbmLibrary.Float32, rows.RowCount, rows.ColumnCount, 1, 1, 0, iterations, "num_threads=1", out _, (double*)to));
            }
        }

        return scores;
    }

    protected override bool ReleaseHandle() => LightGbmLibrary.LGBM_BoosterFree(handle) == 0;
}
