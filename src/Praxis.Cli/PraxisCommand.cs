using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Praxis.Cli.Commands;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Cli;

/// <summary>The program: its commands, and how their ends become exit codes.</summary>
internal static class PraxisCommand
{
    private const string Examples = """
        Praxis takes a file of texts and labels to a model that answers over HTTP.

          praxis demo                                             try it on sample reviews
          praxis run reviews.csv --text "Review Text" --label Rating --label-map "1,2=-1;3=0;4,5=1"
          praxis query "SELECT count(*) FROM reviews"             ask the data

        praxis --help lists every command.
        """;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        if (arguments.Length == 0)
        {
            output.WriteLine(Examples);
            return 0;
        }

        var root = new RootCommand("From raw rows to a monitored model that answers over HTTP, on your own machine.");
        Command[] commands =
        [
            RunCommand.Create(output, error), DemoCommand.Create(output, error), SampleCommand.Create(error), IngestCommand.Create(output), QueryCommand.Create(output, error), ChartCommand.Create(error), AnalyzeCommand.Create(output, error), PrepareCommand.Create(output, error), TrainCommand.Create(output, error), ModelsCommand.Create(output), PipelineCommand.Create(output, error), ReplayCommand.Create(output, error), ServeCommand.Create(error), PredictCommand.Create(error), EvaluateCommand.Create(output, error), ExplainCommand.Create(output, error),
            JobsCommand.Create(output, error), ExperimentsCommand.Create(output), LineageCommand.Create(output), WorkspaceCommand.Create(output), DoctorCommand.Create(output), WorkerCommand.Create(output), ProcessingCommands.Supervise(), ProcessingCommands.Process(),
        ];
        foreach (var command in commands)
            root.Subcommands.Add(command);
        ExampleHelp.Install(root);
        try
        {
            // '@report.sql' is a statement's file, and a text may begin with '@': no argument is a file of more arguments.
            var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction and not ExampleHelp)
            {
                foreach (var mistake in parsed.Errors.Take(UserException.MostProblems))
                    error.WriteLine($"praxis: {SafeText.Line(mistake.Message)}");
                error.WriteLine($"  do this:  {Path(parsed.CommandResult)} --help");
                return (int)Fault.Input;
            }

            using var interruption = new Interruption();
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error, ProcessTerminationTimeout = null }, interruption.Token);
        }
        catch (UserException mistake)
        {
            foreach (var problem in mistake.Problems)
                Explain(problem, error);
            return (int)mistake.Fault;
        }
        catch (DamagedRecordException damaged)
        {
            foreach (var problem in damaged.ToUserException().Problems)
                Explain(problem, error);
            return (int)Fault.Environment;
        }
        catch (Exception shortage) when (MemoryShortage.Is(shortage))
        {
            Explain(MemoryShortage.Problem(shortage, "Give it more memory, or less to do: fewer rows, fewer columns or a smaller model"), error);
            return (int)Fault.Environment;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            var log = Bugs.Log(Bugs.Folder(), bug);
            error.WriteLine($"praxis: this is our mistake, not yours: {SafeText.Line(bug.Message, 200)}");
            error.WriteLine(log is null ? SafeText.Block(bug.ToString()) : $"  do this:  send us {SafeText.Line(log)} with the command that you ran");
            return 3;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Interrupted. What was finished is kept; run the same command again to go on.");
            return 130;
        }
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "praxis";

    private static void Explain(Problem problem, TextWriter error)
    {
        error.WriteLine($"praxis: {SafeText.Line(problem.Found)}");
        if (problem.Where is not null)
            error.WriteLine($"  where:    {SafeText.Line(problem.Where)}");
        foreach (var line in problem.Excerpt?.Split('\n') ?? [])
            error.WriteLine($"            {SafeText.Line(line)}");
        if (problem.Expected is not null)
            error.WriteLine($"  expected: {SafeText.Line(problem.Expected)}");
        if (problem.Remedy is not null)
            error.WriteLine($"  do this:  {SafeText.Line(problem.Remedy)}");
    }
}
