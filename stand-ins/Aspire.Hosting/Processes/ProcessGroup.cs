using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

/// <summary>Signals to a process group: a child and all that it started, unless they left for a session of their own.</summary>
internal static partial class ProcessGroup
{
    public const int Terminate = 15;
    public const int Kill = 9;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);

    /// <summary>Sends a signal to every member; false when there is none.</summary>
    public static bool Signal(int group, int signal)
    {
        // 0 is our own group and -1 is everybody: neither is ever a child.
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 2);
        return SendSignal(-group, signal) == 0;
    }

    /// <summary>Whether a member still runs. The dead that nobody has reaped yet do not count: in a container they may stay for ever.</summary>
    public static bool HasLiving(int group)
    {
        if (!Signal(group, 0))
        {
            return false;
        }

        return !Directory.Exists("/proc/self") || Directory.EnumerateDirectories("/proc").Any(directory => IsLivingMember(directory, group));
    }

    private static bool IsLivingMember(string directory, int group)
    {
        if (!char.IsAsciiDigit(directory["/proc/".Length]))
        {
            return false;
        }

        try
        {
            // pid (command, which may hold anything) state ppid pgrp …: proc(5).
            var stat = File.ReadAllText(directory + "/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ', 4);
            return fields[0] is not ("Z" or "X") && fields[2] == group.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended between the listing and the look.
            return false;
        }
    }
}
