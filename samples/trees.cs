// Boosted trees on texts: dotnet run samples/trees.cs
#:project ../src/Praxis.Learning/Praxis.Learning.csproj
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
using Praxis.Contracts.Train;
using Praxis.Learning.Trees;

var rows = Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? new LabeledText($"soft and lovely, size {i % 9}", "good") : new LabeledText($"it fell apart, size {i % 9}", "bad"));
using var file = new MemoryStream();
new GradientBoostingTrainer().Train(new TrainingContext { Train = () => rows, Seed = 1 }, file, CancellationToken.None);
file.Position = 0;
var model = new GradientBoostingTrainer().Load(file);
var probabilities = new double[model.Labels.Count];
model.Predict("lovely and soft", probabilities);
Console.WriteLine(string.Join(", ", model.Labels.Zip(probabilities, (label, p) => $"{label} {p:0.000}")));
