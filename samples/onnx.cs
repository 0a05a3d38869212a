// A model leaves as ONNX, and ONNX Runtime scores the same: dotnet run samples/onnx.cs
#:project ../src/Praxis.Learning/Praxis.Learning.csproj
#:package Microsoft.ML.OnnxRuntime
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Onnx;

var rows = Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? new LabeledText($"soft and lovely, size {i % 9}", "good") : new LabeledText($"it fell apart, size {i % 9}", "bad"));
using var file = new MemoryStream();
new TfidfLogisticRegressionTrainer().Train(new TrainingContext { Train = () => rows, Seed = 1 }, file, CancellationToken.None);
file.Position = 0;
var model = new TfidfLogisticRegressionTrainer().Load(file);
using (var onnx = File.Create("reviews.onnx"))
    OnnxExport.Write(model, onnx);

var tokens = OnnxExport.InputOf(model, "lovely and soft").Tokens!.ToArray(); // lower case, words of two letters and more
using var session = new InferenceSession("reviews.onnx");
using var answer = session.Run([NamedOnnxValue.CreateFromTensor("tokens", new DenseTensor<string>(tokens, [1, tokens.Length]))]);
var own = new double[model.Labels.Count];
model.Predict("lovely and soft", own);
Console.WriteLine($"Praxis {own[1]:0.0000}, ONNX Runtime {answer.First(value => value.Name == "probabilities").AsTensor<float>()[0, 1]:0.0000}");
