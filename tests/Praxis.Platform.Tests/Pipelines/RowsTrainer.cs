using Praxis.Contracts.Train;
using Praxis.Platform.Tests.Evaluate;

namespace Praxis.Platform.Tests.Pipelines;

/// <summary>An algorithm whose worker, a script, keeps the rows as the model.</summary>
internal sealed class RowsTrainer : ITrainer
{
    public const string Worker = "#!/bin/sh\ncp \"$3/input/train/train.jsonl\" \"$3/output/model/model.bin\"\n";

    public string Algorithm => "rows";

    public IReadOnlyDictionary<string, string> Defaults => new Dictionary<string, string>();

    public void Train(TrainingContext context, Stream model, CancellationToken cancellationToken) => throw new NotSupportedException("The script does it.");

    public ITextClassifier Load(Stream model) => new WordClassifier();
}
