using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Praxis.Learning.Numerics;

namespace Praxis.Benchmarks;

/// <summary>Gram-Schmidt on TensorPrimitives beside MathNet.Numerics' thin QR, as truncated SVD needs them: <c>qr [rows] [columns]</c>.</summary>
internal static class QrTimes
{
    public static void Run(string[] args)
    {
        var (rows, columns) = (args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 110);
        var random = new Random(1);
        var values = Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() - 0.5).ToArray();
        for (var i = 0; i < 5; i++)
        {
            var own = (double[])values.Clone();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            GramSchmidt.Factor(own, rows, columns, 1);
            var ours = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var theirs = new DenseMatrix(rows, columns, (double[])values.Clone()).QR(QRMethod.Thin);
            var mathNet = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} x {columns}: CPU {ours.TotalMilliseconds:0} ms by Gram-Schmidt (off orthonormal {Error(new DenseMatrix(rows, columns, own)):0.0e0}), {mathNet.TotalMilliseconds:0} ms by MathNet.Numerics ({Error((DenseMatrix)theirs.Q):0.0e0})"));
        }
    }

    private static double Error(DenseMatrix q) => (q.TransposeThisAndMultiply(q) - DenseMatrix.CreateIdentity(q.ColumnCount)).FrobeniusNorm();
}
