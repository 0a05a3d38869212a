// A linear classifier of texts: dotnet run samples/linear.cs
#:project ../src/Praxis.Learning/Praxis.Learning.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;

var rows = Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? new LabeledText($"soft and lovely, size {i % 9}", "good") : new LabeledText($"it fell apart, size {i % 9}", "bad"));
var model = LinearTextClassifier.Fit(rows, new LinearTextSettings { Linear = new LinearSettings { Algorithm = LinearAlgorithm.SupportVectorMachine } });
var probabilities = new double[model.Labels.Count];
model.Predict("lovely and soft", probabilities);
Console.WriteLine(string.Join(", ", model.Labels.Zip(probabilities, (label, p) => $"{label} {p:0.000}")));
