using Praxis.Benchmarks;

// dotnet run -c Release --project benchmarks/Praxis.Benchmarks -- VERB ...; a file as the first word is the verb logistic.
switch (args[0])
{
    case "linear":
        LinearPhases.Run(args[1..]);
        break;
    case "balanced-linear":
        BalancedLinear.Run(args[1..]);
        break;
    case "qr":
        QrTimes.Run(args[1..]);
        break;
    case "members":
        EnsembleMembers.Run(args[1..]);
        break;
    case "balanced":
        BalancedReviews.Run(args[1..]);
        break;
    case "tracking":
        TrackingScale.Run(args[1..]);
        break;
    case "lineage":
        LineageScale.Run(args[1..]);
        break;
    case "queue":
        JobQueueScale.Run(args[1..]);
        break;
    default:
        LogisticTimes.Run(args);
        break;
}
