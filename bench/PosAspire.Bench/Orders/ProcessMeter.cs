using System.Diagnostics;
using System.Globalization;

namespace PosAspire.Bench.Orders;

/// <summary>What a process has used, from /proc.</summary>
internal static class ProcessMeter
{
    /// <summary>Processor time in user and kernel mode so far.</summary>
    public static TimeSpan Cpu(int process)
    {
        using var running = Process.GetProcessById(process);
        return running.TotalProcessorTime;
    }

    /// <summary>Resident memory in MB (VmRSS).</summary>
    public static long Megabytes(int process) => Status(process, "VmRSS:");

    /// <summary>The most memory it has held at once, in MB (VmHWM).</summary>
    public static long PeakMegabytes(int process) => Status(process, "VmHWM:");

    private static long Status(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
