namespace PosAspire.Domain.Shared;

/// <summary>What kind of refusal an error is; the API turns it into a status code.</summary>
public enum PosErrorKind
{
    /// <summary>The request cannot be understood (400).</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the credentials are wrong (401).</summary>
    Unauthenticated,

    /// <summary>The person may not do this (403).</summary>
    Forbidden,

    /// <summary>What was asked for does not exist (404).</summary>
    NotFound,

    /// <summary>The state of the shop forbids it (409).</summary>
    Conflict,

    /// <summary>Understood, and wrong in itself (422).</summary>
    Unprocessable,

    /// <summary>Too often (429); the error says when to try again.</summary>
    TooMany,
}

/// <summary>A broken rule with a name.</summary>
/// <param name="Code">Stable and machine-readable: <c>room.what_happened</c>.</param>
/// <param name="Kind">The kind of refusal.</param>
/// <param name="Title">The rule in a few words; the same for every occurrence.</param>
/// <param name="Sentence">For a cashier: what happened, what was kept, what to do.</param>
public sealed record PosError(string Code, PosErrorKind Kind, string Title, string Sentence)
{
    /// <summary>When trying again makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
