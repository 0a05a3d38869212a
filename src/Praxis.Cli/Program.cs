using Praxis.Cli;

return await PraxisCommand.RunAsync(args, Console.Out, Console.Error);
