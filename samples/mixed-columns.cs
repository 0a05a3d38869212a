// Texts, categories and numbers in one classifier: dotnet run samples/mixed-columns.cs
#:project ../src/Praxis.Learning/Praxis.Learning.csproj
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
using Praxis.Contracts.Train;
using Praxis.Learning.Trees;

FeatureColumn[] columns = [new("Review", FeatureKind.Text), new("Title", FeatureKind.Text), new("Class", FeatureKind.Categorical), new("Age", FeatureKind.Numeric)];
var rows = Enumerable.Range(0, 200).Select(i => new LabeledText($"a dress of size {i % 9}", i % 2 == 0 ? "good" : "bad") { More = [i % 2 == 0 ? "lovely" : "torn", i % 3 == 0 ? "Knits" : "Dresses", $"{20 + (i % 40)}"] });
using var file = new MemoryStream();
new GradientBoostingTrainer().Train(new TrainingContext { Train = () => rows, Columns = columns, Seed = 1 }, file, CancellationToken.None); // or new EnsembleTrainer()
file.Position = 0;
var model = new GradientBoostingTrainer().Load(file);
var probabilities = new double[model.Labels.Count];
model.Predict(new Instance("a dress", ["lovely", null, "33"]), probabilities); // null: not known
Console.WriteLine(string.Join(", ", model.Labels.Zip(probabilities, (label, p) => $"{label} {p:0.000}")));
