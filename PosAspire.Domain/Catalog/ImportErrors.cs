using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Catalog;

/// <summary>What can be wrong with a catalogue file before anybody has read its rows.</summary>
public static class ImportErrors
{
    public static readonly PosError Empty = new(
        "import.empty", PosErrorKind.Invalid, "An empty file",
        "The file holds nothing, so nothing was done. Choose the file with the products.");

    public static readonly PosError TooLarge = new(
        "import.too_large", PosErrorKind.Invalid, "The file is too large",
        "The file has more than 10 MB, so nothing was done. Split it, or import it with posctl.");

    public static readonly PosError NotText = new(
        "import.not_text", PosErrorKind.Invalid, "Not a CSV file",
        "This is not a CSV file in UTF-8; a spreadsheet saves one as \"CSV UTF-8\". Nothing was done: save it so and choose it again.");

    public static PosError Unknown(Guid id) => new(
        "import.unknown", PosErrorKind.NotFound, "Unknown import",
        $"There is no import {id}. Look at the list of imports again.");
}
