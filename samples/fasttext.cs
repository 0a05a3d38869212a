// fastText from a file of "__label__NAME words": dotnet run samples/fasttext.cs
#:project ../src/Praxis.Learning/Praxis.Learning.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using Praxis.Learning.FastText;

File.WriteAllLines("reviews.txt", Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? $"__label__good soft and lovely , size {i % 9}" : $"__label__bad it fell apart , size {i % 9}"));
using (var trained = FastTextModel.Train("reviews.txt", new FastTextOptions { WordNgrams = 2, Buckets = 10_000, Dimension = 20, Shuffle = true }))
    trained.Save("reviews.bin"); // the program fasttext reads it too
using var model = FastTextModel.Load("reviews.bin");
foreach (var (label, probability) in model.Predict("lovely and soft", k: 2))
    Console.WriteLine($"{label} {probability:0.000}");
