namespace PosAspire.ServiceDefaults.Correlation;

/// <summary>
/// The id that ties together everything done for one request or one job: the caller's <c>X-Request-ID</c>, both
/// <c>correlationId</c> and <c>request_id</c> in the log, and the header of every call that this one makes.
/// </summary>
public static class CorrelationContext
{
    /// <summary>The header's name, in and out.</summary>
    public const string Header = "X-Request-ID";

    private const int MaxLength = 128;
    private static readonly AsyncLocal<string?> s_current = new();

    /// <summary>The id in force, or null outside requests and jobs.</summary>
    public static string? Current => s_current.Value;

    /// <summary>A new id: a UUID of version 7, so ids sort by time.</summary>
    public static string NewId() => Guid.CreateVersion7().ToString();

    /// <summary>Makes an id the current one until the answer is disposed; a job calls it with <see cref="NewId"/>.</summary>
    public static IDisposable Begin(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var scope = new Scope(s_current.Value);
        s_current.Value = id;
        return scope;
    }

    /// <summary>A caller's id is kept when it has 1 to 128 of A–Z, a–z, 0–9, dot, underscore and hyphen; anything else could forge a log line.</summary>
    public static bool IsValid(string? id)
        => id is { Length: > 0 and <= MaxLength } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private sealed class Scope(string? previous) : IDisposable
    {
        public void Dispose() => s_current.Value = previous;
    }
}
