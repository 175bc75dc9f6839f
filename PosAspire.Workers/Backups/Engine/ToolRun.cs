using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Npgsql;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>A program of PostgreSQL's ended with a failure.</summary>
/// <param name="sentence">What to do about it, without names of machines or users.</param>
/// <param name="said">Its last words, for the log only.</param>
public sealed class ToolException(string sentence, string said) : BackupException(sentence)
{
    public string Said => said;
}

/// <summary>Runs one of PostgreSQL's programs to its end, and it alone: when the work is called off, the program is ended.</summary>
internal static class ToolRun
{
    private const int MaxKeptLines = 20;
    private const int MaxLineLength = 2_000;

    /// <summary>Says where the server is, in PostgreSQL's own variables: a password in the arguments would be seen by everybody on the machine.</summary>
    public static Dictionary<string, string> Environment(NpgsqlConnectionStringBuilder server, string name = "posaspire-backup")
    {
        var words = new Dictionary<string, string>
        {
            ["PGHOST"] = server.Host ?? "",
            ["PGPORT"] = $"{server.Port}",
            ["PGUSER"] = server.Username ?? "postgres",
            ["PGAPPNAME"] = name,
            ["PGSSLMODE"] = server.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() },
            ["PGCONNECT_TIMEOUT"] = "10",
            // Its words are looked at.
            ["LC_ALL"] = "C",
        };
        if (server.Password is { } password)
            words["PGPASSWORD"] = password;
        if (server.RootCertificate is { } root)
            words["PGSSLROOTCERT"] = root;
        return words;
    }

    /// <param name="line">Told each line of its error output as it comes.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="ToolException">It ended with a failure.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, Action<string>? line, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Start(start);
        process.StandardInput.Close();
        Queue<string> kept = new();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            await foreach (var said in LinesAsync(process.StandardError, cancellation))
            {
                kept.Enqueue(said);
                if (kept.Count > MaxKeptLines)
                    kept.Dequeue();
                line?.Invoke(said);
            }

            await process.WaitForExitAsync(cancellation);
            var name = Path.GetFileName(program);
            return process.ExitCode == 0 ? await output : throw new ToolException(Sentence(name, process.ExitCode, kept), $"{name}: {string.Join(" | ", kept)}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                // Until it is gone it writes into a folder that the caller is about to remove.
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new BackupException($"{start.FileName} did not start.");
        }
        catch (Win32Exception absence)
        {
            throw new BackupException($"{Path.GetFileName(start.FileName)} cannot be run: {absence.Message}", absence);
        }
    }

    /// <summary>Progress ends with a carriage return, everything else with a line feed.</summary>
    private static async IAsyncEnumerable<string> LinesAsync(StreamReader reader, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (line, chunk) = (new StringBuilder(), new char[1_024]);
        for (int read; (read = await reader.ReadAsync(chunk, cancellation)) > 0;)
        {
            for (var index = 0; index < read; index++)
            {
                if (chunk[index] is not ('\r' or '\n'))
                {
                    if (line.Length < MaxLineLength)
                        line.Append(chunk[index]);
                    continue;
                }

                if (line.Length > 0)
                    yield return line.ToString();
                line.Clear();
            }
        }

        if (line.Length > 0)
            yield return line.ToString();
    }

    private static string Sentence(string program, int code, IEnumerable<string> kept)
    {
        var said = string.Join('\n', kept);
        return said switch
        {
            _ when Has("No space left on device", "Disk quota exceeded") => $"The disk is full: {program} could not write all of it. Make room where backups are kept.",
            _ when Has("no pg_hba.conf entry for replication", "must be superuser or replication role", "permission denied to start WAL sender") =>
                "The server does not let the backup in: its user needs the right REPLICATION, and pg_hba.conf a line for the database \"replication\".",
            _ when Has("password authentication failed", "no password supplied") => "The server does not accept the database user's password for backups.",
            _ when Has("number of requested standby connections exceeds max_wal_senders", "remaining connection slots") => "The server has no connection left for a backup: raise max_wal_senders.",
            _ when Has("could not connect", "Connection refused", "server closed the connection", "terminating connection", "could not receive data", "the database system is", "could not translate host") =>
                "The server could not be reached, or broke the backup off.",
            _ => $"{program} ended with code {code}; the log of the workers says why.",
        };

        bool Has(params string[] words) => words.Any(word => said.Contains(word, StringComparison.Ordinal));
    }
}
