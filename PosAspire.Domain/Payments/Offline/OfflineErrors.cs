using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Offline;

/// <summary>What can be wrong with what is done about providers and the payments that wait for them.</summary>
public static class OfflineErrors
{
    public static readonly PosError UnknownProvider = new(
        "payment.unknown_provider", PosErrorKind.NotFound, "Unknown provider",
        "There is no such payment service here. Nothing was changed: choose one of the list.");

    public static readonly PosError InvalidMode = new(
        "payment.invalid_mode", PosErrorKind.Invalid, "Not a mode",
        $"A payment service is automatic, offline or online, for a reason of 1 to {ProviderState.MaxReasonLength} characters. Nothing was changed: choose again and say why.");

    public static readonly PosError ApprovalNeeded = new(
        "payment.approval_needed", PosErrorKind.Conflict, "A manager decides",
        "The card service does not answer, and this payment is above what may be taken on trust. Nothing was taken: have a manager approve it, or ask for cash.");

    public static readonly PosError InvalidLimits = new(
        "payment.invalid_limits", PosErrorKind.Invalid, "Not limits",
        "What may wait for a card service is an amount that is not negative, and not above what an order can come to. Nothing was changed: correct it.");

    public static readonly PosError UnknownCase = new(
        "payment.unknown_case", PosErrorKind.NotFound, "Unknown case",
        "There is no such payment to be looked into. Nothing was changed: look at the list again.");

    public static readonly PosError CaseResolved = new(
        "payment.case_resolved", PosErrorKind.Conflict, "Resolved already",
        "Somebody has resolved this before. Nothing was changed: look at the list again.");

    public static PosError NoteMissing(int max) => new(
        "payment.note_missing", PosErrorKind.Invalid, "What was done is missing",
        $"A case is resolved with a note of 1 to {max} characters that says what was done. Nothing was changed: write it down.");

    public static readonly PosError CallbackRefused = new(
        "payment.callback_refused", PosErrorKind.Invalid, "Not signed by the service",
        "This is not a notice that the payment service has signed, so nothing was kept of it. Check the server key on both sides.");

    public static readonly PosError NoCode = new(
        "payment.no_code", PosErrorKind.NotFound, "No code to show",
        "This tender has no code that could be scanned now. Look at the order again: it may be paid, or the code has expired.");
}
