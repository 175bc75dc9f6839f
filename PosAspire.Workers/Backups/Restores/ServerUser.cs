using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>Who runs a restored server: PostgreSQL refuses root, so root hands it to the user whom its folder belongs to, or to the usual one.</summary>
internal sealed record ServerUser(string? Name)
{
    private static readonly string[] Usual = ["postgres", "posaspire"];

    /// <summary>The words before a command that make it run as this user.</summary>
    public string[] Prefix => Name is null ? [] : ["setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups", "--"];

    /// <param name="folder">Its owner is asked first, when it is there.</param>
    /// <exception cref="BackupException">This is root, and there is nobody else.</exception>
    public static async Task<ServerUser> ForAsync(string folder, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            return new(Name: null);
        if (Directory.Exists(folder))
        {
            var owner = (await ToolRun.RunAsync("stat", ["-c", "%U", folder], new Dictionary<string, string>(), null, cancellation)).Trim();
            if (owner is not ("root" or "UNKNOWN"))
                return new(owner);
        }

        var known = (await File.ReadAllLinesAsync("/etc/passwd", cancellation)).Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return Usual.FirstOrDefault(known.Contains) is { } name
            ? new(name)
            : throw new BackupException("PostgreSQL does not run as root, and this machine has no user postgres. Install Debian's package postgresql, or run this as another user.");
    }

    /// <summary>Gives everything in a folder to this user.</summary>
    public async Task OwnAsync(string folder, CancellationToken cancellation)
    {
        if (Name is not null)
            await ToolRun.RunAsync("chown", ["-R", $"{Name}:", folder], new Dictionary<string, string>(), null, cancellation);
    }
}
