using System.Runtime.InteropServices;
using PosAspire.Bench.Drills;
using PosAspire.Bench.Orders;

const int WrongUsage = 2;
const int Interrupted = 130;

// Both signals end the work in order: servers stop and folders go before the process does.
using var stop = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return args switch
    {
        ["bench", .. var rest] => await BenchCommand.RunAsync(rest, stop.Token),
        [BareHost.Verb, var port, var database] => await BareHost.RunAsync(port, database, stop.Token),
        ["drill", .. var rest] => await DrillCommand.RunAsync(rest, stop.Token),
        _ => await UsageAsync(),
    };
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped before the end; servers and folders of this run are gone.");
    return Interrupted;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

static async Task<int> UsageAsync()
{
    await Console.Error.WriteLineAsync(BenchCommand.Usage);
    await Console.Error.WriteLineAsync(DrillCommand.Usage);
    return WrongUsage;
}
