using PosAspire.Workers;

return args.Length == 0 ? await WorkersHost.RunAsync() : await Posctl.RunAsync(args);
