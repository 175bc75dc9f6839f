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

    public static readonly PosError InvalidPrinter = new(
        "register.invalid_printer", PosErrorKind.Invalid, "Not a printer's address",
        "A printer is named by an address of the shop's own network and a port, such as 192.168.1.50:9100. Nothing was saved: correct it, or leave it empty.");

    public static readonly PosError InvalidColumns = new(
        "register.invalid_columns", PosErrorKind.Invalid, "Unknown paper width",
        "A receipt is 40, 42 or 48 columns wide. Nothing was saved: choose one of them.");

    public static readonly PosError InvalidReader = new(
        "register.invalid_reader", PosErrorKind.Invalid, "Not a card reader",
        "A card reader is named as the card service names it, such as tmr_FDOt2wlRZEdpd7: letters, digits, _ and -. Nothing was saved: correct it, or leave it empty.");

    public static PosError Unknown(Guid id) => new(
        "register.unknown", PosErrorKind.NotFound, "Unknown register",
        $"There is no register {id}. Nothing was changed: look at the list again.");

    public static readonly PosError InvalidDevice = new(
        "register.invalid_device", PosErrorKind.Invalid, "Not a name for a browser",
        $"A registered browser needs a name of 1 to {RegisterDevice.MaxNameLength} characters. Nothing was saved: correct it.");

    public static readonly PosError TooManyDevices = new(
        "register.too_many_devices", PosErrorKind.Conflict, "Too many browsers",
        $"This register has {RegisterDevice.MaxAtRegister} registered browsers already. Nothing was saved: end one that is not in use any more.");

    // The same for a browser that was never registered, one whose registration was ended, and a register that is switched off.
    public static readonly PosError UnknownDevice = new(
        "register.device_unknown", PosErrorKind.Forbidden, "This browser is not registered",
        "This browser is not, or no longer, registered at this register. Nobody was signed in: sign in with name and password, and let a manager register it.");

    public static PosError NoSuchDevice(Guid id) => new(
        "register.no_such_device", PosErrorKind.NotFound, "Unknown browser",
        $"The register has no registered browser {id}. It may have been ended already: look at the list again.");
}
