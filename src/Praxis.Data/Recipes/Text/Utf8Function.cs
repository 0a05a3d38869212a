using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Praxis.Data.Recipes.Text;

/// <summary>
/// Functions of text in the database that work on its own UTF-8 bytes: no copy into the host's strings, no regular expression. None makes a text longer. A missing text
/// stays missing.
/// </summary>
internal static unsafe class Utf8Function
{
    /// <summary>Gives the functions of <see cref="TextCleaning"/> to a connection.</summary>
    public static void RegisterAll(DuckDBConnection connection)
    {
        Register(connection, TextCleaning.WhiteSpaceFunction, &SqueezeWhiteSpace);
        Register(connection, TextCleaning.TidyFunction, &TidyWhiteSpace);
        Register(connection, TextCleaning.TagsFunction, &BlankTags);
        Register(connection, TextCleaning.AddressesFunction, &BlankAddresses);
        Register(connection, TextCleaning.PunctuationFunction, &BlankPunctuation);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void SqueezeWhiteSpace(nint info, nint chunk, nint result) => Apply(info, chunk, result, &TextCleaning.SqueezeWhiteSpace);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void TidyWhiteSpace(nint info, nint chunk, nint result) => Apply(info, chunk, result, &TextCleaning.TidyWhiteSpace);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BlankTags(nint info, nint chunk, nint result) => Apply(info, chunk, result, &TextCleaning.BlankTags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BlankAddresses(nint info, nint chunk, nint result) => Apply(info, chunk, result, &TextCleaning.BlankAddresses);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BlankPunctuation(nint info, nint chunk, nint result) => Apply(info, chunk, result, &TextCleaning.BlankPunctuation);

    private static void Register(DuckDBConnection connection, string name, delegate* unmanaged[Cdecl]<nint, nint, nint, void> function)
    {
        var made = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        using var text = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);
        NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(made, name);
        NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(made, text);
        NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(made, text);
        NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(made, function);
        var state = NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection.NativeConnection, made);
        NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref made);
        if (state != DuckDBState.Success)
            throw new InvalidOperationException($"the database does not take the function {name}");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(nint info, nint chunk, nint result, delegate*<ReadOnlySpan<byte>, Span<byte>, int> change)
    {
        try
        {
            var input = new DuckDBDataChunk(chunk);
            var rows = NativeMethods.DataChunks.DuckDBDataChunkGetSize(input);
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(input, 0);
            var texts = (DuckDBString*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
            var validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
            if (validity != null)
                NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(result);
            var missing = NativeMethods.Vectors.DuckDBVectorGetValidity(result);
            var buffer = new byte[4096];
            for (ulong row = 0; row < rows; row++)
            {
                if (validity != null && (validity[row / 64] >> (int)(row % 64) & 1) == 0)
                {
                    NativeMethods.ValidityMask.DuckDBValiditySetRowValidity(missing, row, false);
                    continue;
                }

                var text = new ReadOnlySpan<byte>(texts[row].Data, texts[row].Length);
                if (text.Length > buffer.Length)
                    buffer = new byte[Math.Max(text.Length, 2 * buffer.Length)];
                var length = change(text, buffer);
                fixed (byte* bytes = buffer)
                    NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(result, row, bytes, length);
            }
        }
        catch (OutOfMemoryException)
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, "Out of Memory Error: a text is too long");
        }
    }
}
