#:project ../src/Praxis.Learning
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using Praxis.Learning.Metrics;

int[] truth = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2], said = [0, 0, 1, 1, 1, 2, 2, 2, 2, 0];
var matrix = ConfusionMatrix.Of(truth, said, classes: 3);
var f1 = ConfusionBootstrap.Of(matrix, own => own.F1(Averaging.Macro), new BootstrapOptions { Seed = 1 });
Console.WriteLine($"accuracy {matrix.Accuracy:0.00}, macro F1 {f1.Value:0.000} ({f1.Interval!.Value.Low:0.000} to {f1.Interval.Value.High:0.000})");
foreach (var slice in SliceMetrics.Compute(["a", "a", "a", "a", "b", "b", "b", "b", "b", "b"], truth, said, classes: 3))
    Console.WriteLine($"{slice.Value}: {slice.Rows} rows, accuracy {slice.Accuracy.Value:0.00}");
