using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Monitor;
using Praxis.Platform.Foundation;
using Praxis.Platform.Monitor;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>The program of QualityCheck and ClarifyCheck steps: measures, writes the baseline that the rows or the model would make, and compares with the previous one.</summary>
/// <param name="trainers">The algorithms.</param>
/// <param name="output">Told what was found.</param>
public sealed class CheckWorker(Trainers trainers, TextWriter output)
{
    /// <summary>Checks.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">The rows, the model, the config or the baseline are at fault.</exception>
    public void Run(string folder, CancellationToken cancellationToken)
    {
        var request = RecordJson.Read<CheckRequest>(File.ReadAllText(Path.Combine(folder, "config", CheckRequest.FileName)));
        var data = new CheckData(folder, trainers);
        var (files, violations) = request.Type switch
        {
            CheckTypes.DataQuality => DataQualityWork.Run(data, request, cancellationToken),
            CheckTypes.ModelQuality => ModelQualityWork.Run(data, request, cancellationToken),
            _ => ClarifyWork.Run(data, request, output, cancellationToken),
        };
        var place = Directory.CreateDirectory(Path.Combine(folder, "output", "data", CheckRequest.Output)).FullName;
        foreach (var (name, content) in files.Append((ViolationsFile.Name, ViolationsFile.Write(violations, request.Compares))))
        {
            var path = Path.Combine(place, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        output.WriteLine(RecordJson.Write(new { metric = "check:violations", value = violations.Count, step = 0 }));
        foreach (var violation in violations)
            output.WriteLine(Line(violation));
        output.WriteLine(request.Compares ? string.Create(CultureInfo.InvariantCulture, $"{violations.Count} violations") : "nothing was compared");
    }

    /// <summary>A violation in a line.</summary>
    internal static string Line(ConstraintViolation violation) =>
        SafeText.Line(string.Join(' ', ((string?[])[violation.CheckType, violation.Feature, violation.Facet, violation.FacetValue, violation.Label, violation.Metric]).OfType<string>()) + ": " + violation.Description, 400);
}
