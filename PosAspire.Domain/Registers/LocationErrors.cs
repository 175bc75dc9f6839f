using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Registers;

/// <summary>What can be wrong with a shop's settings.</summary>
public static class LocationErrors
{
    public static PosError Invalid(string why) => new(
        "location.invalid", PosErrorKind.Invalid, "Not a shop's settings",
        $"The settings cannot be saved like this. {why} Nothing was changed: correct it and save again.");
}
