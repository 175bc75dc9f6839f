using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Registers;

/// <summary>What can be wrong with a register.</summary>
public static class RegisterErrors
{
    public static readonly PosError Invalid = new(
        "register.invalid", PosErrorKind.Invalid, "Not a register",
        $"A register needs a name of 1 to {Register.MaxNameLength} characters. Nothing was saved: correct it.");

    public static readonly PosError NameTaken = new(
        "register.name_taken", PosErrorKind.Conflict, "This name is taken",
        "The shop already has a register of this name, perhaps one that was switched off. Nothing was saved: choose another name, or switch that one on again.");

    public static PosError Unknown(Guid id) => new(
        "register.unknown", PosErrorKind.NotFound, "Unknown register",
        $"There is no register {id}. Nothing was changed: look at the list again.");
}
