namespace PosAspire.Domain.Shared;

/// <summary>What can be wrong with any request that changes something.</summary>
public static class SharedErrors
{
    public static readonly PosError KeyMissing = new(
        "idempotency.key_missing", PosErrorKind.Invalid, "No Idempotency-Key",
        $"The request needs one header Idempotency-Key of 1 to {IdempotencyRecord.MaxKeyLength} visible ASCII characters, so that a repeated request cannot act twice. Nothing was done.");

    public static readonly PosError KeyReused = new(
        "idempotency.key_reused", PosErrorKind.Unprocessable, "This key belongs to another request",
        "The Idempotency-Key was already used for a request with other contents. What that one did stands and nothing else was done: start anew.");

    public static readonly PosError VersionConflict = new(
        "request.version_conflict", PosErrorKind.Conflict, "Changed meanwhile",
        "Somebody else changed this while you were working on it. Nothing of yours was saved: read it again and repeat your change.");

    public static readonly PosError TooManyListeners = new(
        "live.too_many", PosErrorKind.TooMany, "Too many open screens",
        "So many screens follow this shop already that no other can. Close the ones that nobody looks at, and try again.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static PosError InvalidLimit(int max) => new(
        "request.invalid_parameter", PosErrorKind.Invalid, "Invalid parameter",
        $"The parameter \"limit\" is not between 1 and {max}, so nothing was read. Ask for fewer at once.");
}
