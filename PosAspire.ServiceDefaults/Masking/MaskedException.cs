namespace PosAspire.ServiceDefaults.Masking;

/// <summary>What sinks see of an exception: its type and its text, with every secret masked.</summary>
public sealed class MaskedException : Exception
{
    private readonly string _text;

    public MaskedException(Exception original)
        : base(Masker.Text((original ?? throw new ArgumentNullException(nameof(original))).Message))
    {
        OriginalType = original.GetType().FullName ?? original.GetType().Name;
        _text = Masker.Text(original.ToString());
        StackTrace = original.StackTrace;
    }

    /// <summary>The full name of the exception that was thrown.</summary>
    public string OriginalType { get; }

    /// <inheritdoc />
    public override string? StackTrace { get; }

    /// <summary>The original's own text, inner exceptions and stack trace included.</summary>
    public override string ToString() => _text;
}
