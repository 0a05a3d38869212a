using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Praxis.Cli;

/// <summary>Shows a command's examples after its options.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<Command, string> Examples = [];

    /// <summary>Gives a command its examples, a line each.</summary>
    public static Command Of(Command command, params string[] examples)
    {
        Examples[command] = string.Join('\n', examples.Select(example => "  " + example));
        return command;
    }

    /// <summary>Takes the place of the usual help of a command and all below it.</summary>
    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new ExampleHelp((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var lines))
            parseResult.InvocationConfiguration.Output.WriteLine($"Examples:\n{lines}\n");
        return code;
    }
}
