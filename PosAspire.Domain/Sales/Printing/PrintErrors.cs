using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales.Printing;

/// <summary>What can be wrong with printing.</summary>
public static class PrintErrors
{
    public static readonly PosError NoPrinter = new(
        "print.no_printer", PosErrorKind.Conflict, "No printer",
        "This register has no printer. Nothing was printed: show the receipt on the screen, or have a manager set a printer up.");
}
