using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis serve</c>: the workspace's endpoints answer until Ctrl+C.</summary>
internal static class ServeCommand
{
    public static Command Create(TextWriter error)
    {
        var name = new Argument<string?>("model") { Description = "A model to deploy under its own name first: NAME or NAME:VERSION", Arity = ArgumentArity.ZeroOrOne };
        var host = new Option<string>("--host") { Description = "The address to listen on; another than 127.0.0.1 needs --certificate or --insecure, and a token for every route", DefaultValueFactory = _ => "127.0.0.1", HelpName = "ADDRESS" };
        var port = new Option<int>("--port") { Description = "The port; 0 takes any free one", DefaultValueFactory = _ => 8080 }.Within("0 to 65535", value => value is >= 0 and <= 65535);
        var certificate = new Option<string?>("--certificate") { Description = "Serve with TLS", HelpName = "FILE.pfx" };
        var insecure = new Option<bool>("--insecure") { Description = "Listen on another address without TLS; the token can be read on the way" };
        var keep = new Option<bool>("--keep-jobs") { Description = "At the end leave the jobs of pipelines running; the next server goes on with them. Else they are stopped, and run again from their checkpoints" };
        var workspaceOption = CommandOptions.Workspace();
        var command = new Command("serve", "The workspace's endpoints answer over HTTP until Ctrl+C.") { name, host, port, certificate, insecure, keep, workspaceOption };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var model = parsed.GetValue(name) is { } wanted ? new Models(workspace).Get(wanted) : null;
            var address = parsed.GetValue(host)!;
            var url = string.Create(CultureInfo.InvariantCulture, $"{(parsed.GetValue(certificate) is null ? "http" : "https")}://{(address.Contains(':', StringComparison.Ordinal) ? $"[{address.Trim('[', ']')}]" : address)}:{parsed.GetValue(port)}");
            if (!Uri.IsWellFormedUriString(url, UriKind.Absolute))
                throw new UserException(new Problem { Type = "unknown-address", Found = $"'{SafeText.Line(address, 80)}' is no address", Expected = "an address of this machine, such as 127.0.0.1" });
            await using var server = await EndpointHost.StartAsync(workspace, new RunServing { Url = url, Certificate = parsed.GetValue(certificate), Insecure = parsed.GetValue(insecure), KeepsJobs = parsed.GetValue(keep) }, cancellationToken);
            if (!server.IsOwn && model is null)
                throw new UserException(Fault.Environment, [new Problem { Type = "server-runs", Found = $"a server runs on this workspace already, at {server.Address}", Remedy = "Use that one, or end it first" }]);
            if (model is not null)
            {
                await server.DeployAsync(model.Name, model.Name, model.Version, cancellationToken);
                server.Explain(model.Name, error);
            }
            else
                error.WriteLine($"Serving at {server.Address} until Ctrl+C.");
            await server.WaitAsync(cancellationToken);
            return 0;
        });
        return ExampleHelp.Of(command, "praxis serve", "praxis serve reviews:2 --port 9000", "praxis serve --keep-jobs");
    }
}
