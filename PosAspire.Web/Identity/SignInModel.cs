namespace PosAspire.Web.Identity;

/// <summary>What the sign-in page shows.</summary>
public sealed record SignInModel
{
    public string Username { get; init; } = "";

    /// <summary>Where to go after signing in; always a path of this site.</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>Whether someone was sent here from a page that needs a session.</summary>
    public bool Ended { get; init; }

    /// <summary>Why the last try failed, in words.</summary>
    public string? Problem { get; init; }

    /// <summary>Something good that led here.</summary>
    public string? Notice { get; init; }
}
