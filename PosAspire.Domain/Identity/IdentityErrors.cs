using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Identity;

/// <summary>What can be wrong with who is asking.</summary>
public static class IdentityErrors
{
    public static readonly PosError Required = new(
        "auth.required", PosErrorKind.Unauthenticated, "Sign in first",
        "Nobody is signed in, or the sign-in has expired. Nothing was changed: sign in and do it again.");

    public static readonly PosError Forbidden = new(
        "auth.forbidden", PosErrorKind.Forbidden, "Not allowed",
        "Your role does not allow this. Nothing was changed: ask someone who may.");

    /// <param name="code">The shop's code as it was sent; only a well-formed one is repeated.</param>
    public static PosError OtherLocation(string code) => new(
        "auth.other_location", PosErrorKind.Forbidden, "Not at this shop",
        $"Your role does not allow this at the shop {(Location.IsCode(code) ? code : "…")}. Nothing was changed: choose your own shop, or ask someone who may.");

    // One sentence for an unknown name, a wrong password and a person who was switched off: it must not tell them apart.
    public static readonly PosError InvalidCredentials = new(
        "auth.invalid_credentials", PosErrorKind.Unauthenticated, "Wrong name or password",
        "The user name or the password is wrong. Check both and try again.");
}
