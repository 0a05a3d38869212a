#:project ../src/Praxis.Learning
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using Praxis.Contracts.Train;
using Praxis.Learning.Explain;
using Praxis.Learning.Linear;

LabeledText[] rows = [new("soft and lovely", "good"), new("lovely dress", "good"), new("cheap and torn", "bad"), new("torn dress", "bad")];
var (trainer, file) = (new TfidfLogisticRegressionTrainer(), new MemoryStream());
trainer.Train(new TrainingContext { Train = () => rows, Hyperparameters = new Dictionary<string, string> { ["min_df"] = "1" } }, file, default);
file.Position = 0;
var model = trainer.Load(file);
var why = TextExplainer.Explain(model.Predict, model.Labels.Count, "a lovely but torn dress");
foreach (var (unit, values) in why.Units.Zip(why.Attribution.Values))
    Console.WriteLine($"{unit.Of(why.Text),-8} {values[1]:+0.000;-0.000} for {model.Labels[1]}");
