using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;

namespace Praxis.Learning.Trees;

/// <summary>The few functions of LightGBM's C API that training needs (<c>LightGBM/c_api.h</c>). The library is loaded at the first call and not before.</summary>
internal static partial class LightGbmLibrary
{
    public const int Float32 = 0;
    public const int Float64 = 1;
    private const string Library = "lib_lightgbm";

    /// <summary>
    /// Taken by whoever trains: the library keeps the number of threads for the whole process and sizes buffers by it, so that two trainings at once must not ask for different
    /// numbers.
    /// </summary>
    public static Lock OneAtATime { get; } = new();

    /// <summary>Whether the library is there for this machine; loads it.</summary>
    public static bool IsThere => NativeLibrary.TryLoad(Library, typeof(LightGbmLibrary).Assembly, null, out _);

    /// <summary>Runs a function of the library: what it reports becomes an exception, and so does its absence.</summary>
    /// <exception cref="UserException">The library is not there for this machine.</exception>
    public static void Call(Func<int> function)
    {
        try
        {
            if (function() != 0)
                throw new InvalidOperationException($"LightGBM: {Marshal.PtrToStringUTF8(LGBM_GetLastError())}");
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new UserException(
                Fault.Environment,
                [new Problem
                {
                    Type = "missing-library",
                    Found = $"the library LightGBM cannot be loaded: {SafeText.Line(error.Message, 200)}",
                    Expected = "x64 Linux with libgomp, x64 Windows, or macOS with libomp",
                    Remedy = OperatingSystem.IsLinux() ? "Install libgomp (Debian: apt-get install libgomp1), or choose another algorithm" : "Choose another algorithm",
                }],
                error);
        }
    }

    [LibraryImport(Library)]
    public static unsafe partial int LGBM_DatasetCreateFromMat(void* data, int dataType, int rows, int columns, int isRowMajor, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, nint reference, out nint dataset);

    [LibraryImport(Library)]
    public static unsafe partial int LGBM_DatasetSetField(nint dataset, [MarshalAs(UnmanagedType.LPUTF8Str)] string field, void* data, int count, int dataType);

    [LibraryImport(Library)]
    public static partial int LGBM_DatasetFree(nint dataset);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterCreate(nint dataset, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out nint booster);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterLoadModelFromString([MarshalAs(UnmanagedType.LPUTF8Str)] string model, out int iterations, out nint booster);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterAddValidData(nint booster, nint dataset);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterUpdateOneIter(nint booster, out int isFinished);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetEvalCounts(nint booster, out int count);

    [LibraryImport(Library)]
    public static unsafe partial int LGBM_BoosterGetEval(nint booster, int data, out int count, double* results);

    [LibraryImport(Library)]
    public static unsafe partial int LGBM_BoosterSaveModelToString(nint booster, int firstIteration, int iterations, int importance, long bufferLength, out long length, byte* buffer);

    [LibraryImport(Library)]
    public static unsafe partial int LGBM_BoosterPredictForMat(nint booster, void* data, int dataType, int rows, int columns, int isRowMajor, int predictType, int firstIteration, int iterations, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out long length, double* results);

    [LibraryImport(Library)]
    public static unsafe partial int LGBM_BoosterFeatureImportance(nint booster, int iterations, int importance, double* results);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterFree(nint booster);

    [LibraryImport(Library)]
    private static partial nint LGBM_GetLastError();
}
