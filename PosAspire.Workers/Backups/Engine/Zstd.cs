using System.ComponentModel;
using System.Diagnostics;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>How copies are packed.</summary>
public enum CopyPacking
{
    /// <summary>By zstd where the tools and this machine have it, else by gzip.</summary>
    Auto,
    Gzip,
    Zstd,
}

/// <summary>
/// Packing by zstd, which takes a third of gzip's time. pg_basebackup brings it from version 15 on; .NET 10 cannot unpack it, so that
/// the program zstd is needed wherever such a copy is restored.
/// </summary>
internal static class Zstd
{
    /// <summary>The ending of a file that is packed so.</summary>
    public const string Packed = ".tar.zst";

    /// <summary>Of the server whose tools bring it.</summary>
    public const int FirstMajor = 15;

    private const string Program = "zstd";
    private const int MaxSaidLength = 300;
    private const int PieceBytes = 1 << 17;

    /// <summary>Where copies would be packed so, they can be unpacked here too.</summary>
    public static bool IsHere(int major) => major >= FirstMajor && Where() is not null;

    /// <summary>Unpacks through the program, in pieces.</summary>
    /// <exception cref="BackupException">The program is not here; the sentence names its package.</exception>
    /// <exception cref="InvalidDataException">It cannot be unpacked.</exception>
    public static async Task UnpackAsync(Stream packed, Func<Stream, Task> read, CancellationToken cancellation)
    {
        var program = Where() ?? throw new BackupException("The copy is packed by zstd, and this machine has no such program. Install Debian's package zstd.");
        var start = new ProcessStartInfo(program, ["-d", "-c", "-q"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Start(start);
        try
        {
            var said = process.StandardError.ReadToEndAsync(cancellation);
            var feeding = FeedAsync(packed, process.StandardInput.BaseStream, cancellation);
            await ReadAsync(process, read, feeding, said);
            // A copy that is damaged on its way in says more than what the program makes of it.
            await feeding;
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                throw new InvalidDataException(Short(await said));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static async Task ReadAsync(Process process, Func<Stream, Task> read, Task feeding, Task<string> said)
    {
        try
        {
            await read(process.StandardOutput.BaseStream);
            // The end of a tar is not the end of the file: what is left is zeros, and the program waits for somebody to take them.
            await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        }
        catch (Exception end) when (end is InvalidDataException or EndOfStreamException)
        {
            process.Kill();
            await feeding;
            throw new InvalidDataException(await said is { Length: > 0 } words ? Short(words) : end.Message, end);
        }
    }

    private static async Task FeedAsync(Stream packed, Stream input, CancellationToken cancellation)
    {
        var piece = new byte[PieceBytes];
        try
        {
            for (int read; (read = await packed.ReadAsync(piece, cancellation)) > 0;)
            {
                if (!await TryAsync(() => input.WriteAsync(piece.AsMemory(0, read), cancellation).AsTask()))
                    return;
            }
        }
        finally
        {
            await TryAsync(() => input.DisposeAsync().AsTask());
        }
    }

    /// <returns>False when the program takes no more; its exit code and its words say why.</returns>
    private static async Task<bool> TryAsync(Func<Task> give)
    {
        try
        {
            await give();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? Where() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/bin").Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new BackupException($"{start.FileName} did not start.");
        }
        catch (Win32Exception absence)
        {
            throw new BackupException($"{Program} cannot be run: {absence.Message}", absence);
        }
    }

    private static string Short(string said) => said.ReplaceLineEndings(" ").Trim() is { Length: > MaxSaidLength } words ? words[..MaxSaidLength] : said.ReplaceLineEndings(" ").Trim();
}
