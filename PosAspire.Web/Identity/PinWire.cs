using PosAspire.Web.Frame;

namespace PosAspire.Web.Identity;

/// <summary>Asks for the names at a register; the browser proves itself by its token.</summary>
public sealed record PinPeopleCall(Guid RegisterId, string DeviceToken);

/// <summary>Asks for a sign-in with a PIN.</summary>
public sealed record PinCall(Guid RegisterId, Guid UserId, string Pin, string DeviceToken);

/// <summary>What the PIN page shows: names to choose from, or one person and the pad.</summary>
public sealed record PinModel
{
    public required Place Place { get; init; }

    public required IReadOnlyList<PersonAtRegister> People { get; init; }

    /// <summary>Whose PIN is asked for; null while a name is to be chosen.</summary>
    public PersonAtRegister? Person { get; init; }

    public required string ReturnUrl { get; init; }

    /// <summary>Who is signed in now, and may go back without a PIN.</summary>
    public string? Current { get; init; }

    /// <summary>Why the last try failed, in words.</summary>
    public string? Problem { get; init; }
}
