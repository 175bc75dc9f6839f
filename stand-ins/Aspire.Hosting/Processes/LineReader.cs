using System.Text;

namespace Aspire.Hosting.Processes;

/// <summary>Reads lines until the end of a stream, none lost, and none longer than memory should hold.</summary>
internal static class LineReader
{
    /// <summary>A longer line is passed on in pieces of this many characters.</summary>
    public const int MaxLineLength = 64 * 1024;

    public static async Task ReadAsync(TextReader reader, Action<string> onLine)
    {
        using var _ = reader;
        var buffer = new char[4096];
        var line = new StringBuilder();
        for (int read; (read = await reader.ReadAsync(buffer.AsMemory()).ConfigureAwait(false)) > 0;)
        {
            foreach (var character in buffer.AsSpan(0, read))
            {
                if (character != '\n')
                {
                    line.Append(character);
                }

                if (character == '\n' || line.Length == MaxLineLength)
                {
                    onLine(line.ToString().TrimEnd('\r'));
                    line.Clear();
                }
            }
        }

        if (line.Length > 0)
        {
            onLine(line.ToString());
        }
    }
}
