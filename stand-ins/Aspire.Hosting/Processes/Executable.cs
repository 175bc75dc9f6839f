namespace Aspire.Hosting.Processes;

/// <summary>Finds the program to start as a shell would, but says in a sentence why it cannot be started.</summary>
internal static class Executable
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The full path of <paramref name="fileName"/>: relative to the working directory if it names a folder, else from PATH.</summary>
    /// <exception cref="InvalidOperationException">There is no such program, or its folder is missing.</exception>
    public static string Find(string fileName, string workingDirectory, IDictionary<string, string?> environment)
    {
        if (!Directory.Exists(workingDirectory))
        {
            throw new InvalidOperationException($"Cannot start '{fileName}': its working directory '{workingDirectory}' does not exist.");
        }

        if (fileName.Contains('/', StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(fileName, Path.GetFullPath(workingDirectory));
            return IsExecutable(path) ? path : throw new InvalidOperationException(File.Exists(path)
                ? $"Cannot start '{fileName}': '{path}' is not executable."
                : $"Cannot start '{fileName}': there is no file '{path}'.");
        }

        environment.TryGetValue("PATH", out var folders);
        return (folders ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, fileName))
            .FirstOrDefault(IsExecutable)
            ?? throw new InvalidOperationException($"Cannot start '{fileName}': no such program in PATH ({folders}). Install it or name its full path.");
    }

    private static bool IsExecutable(string path)
        => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
}
