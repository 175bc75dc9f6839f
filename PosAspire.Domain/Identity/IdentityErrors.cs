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

    // As for the password: it does not tell an unknown person, register or PIN apart.
    public static readonly PosError InvalidPin = new(
        "auth.invalid_credentials", PosErrorKind.Unauthenticated, "Wrong PIN",
        "The person and the PIN do not belong together, or this register is not in use. Check both and try again.");

    // Not 401, which would sign the person out.
    public static readonly PosError WrongPassword = new(
        "user.wrong_password", PosErrorKind.Invalid, "The current password is wrong",
        "That is not your current password. Nothing was changed: type it again.");

    public static PosError Locked(TimeSpan wait) => new(
        "auth.locked", PosErrorKind.TooMany, "Too many wrong tries",
        $"There were too many wrong tries, so signing in is locked for {Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes))} min. Wait, or ask an administrator to unlock it.")
    {
        RetryAfter = wait,
    };

    public static readonly PosError Busy = new(
        "auth.busy", PosErrorKind.TooMany, "Too many people sign in at once",
        "Too many people are signing in at this moment. Nothing was counted against you: try again in a few seconds.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    // One answer for an unknown, a used and an expired one: who holds it signs in again in any case.
    public static readonly PosError InvalidRefresh = new(
        "auth.invalid_refresh_token", PosErrorKind.Unauthenticated, "The sign-in has ended",
        "This sign-in has ended and cannot be continued. Nothing was lost: sign in again.");

    public static PosError UnknownSession(Guid id) => new(
        "session.unknown", PosErrorKind.NotFound, "Unknown sign-in",
        $"You have no open sign-in {id}. It may have ended already: look at the list again.");

    public static readonly PosError WeakPassword = new(
        "user.weak_password", PosErrorKind.Invalid, "The password is too easy to guess",
        $"A password needs {SignInRules.MinPasswordLength} to {SignInRules.MaxPasswordLength} characters and must not be the user name or a common word with a few digits. Nothing was saved: think of three words.");

    public static readonly PosError WeakPin = new(
        "user.weak_pin", PosErrorKind.Invalid, "The PIN is too easy to guess",
        $"A PIN has exactly {SignInRules.PinLength} digits that neither count up or down nor repeat. Nothing was saved: choose another.");

    public static readonly PosError InvalidUser = new(
        "user.invalid", PosErrorKind.Invalid, "Not a user",
        $"A user needs a user name of 1 to {SignInRules.MaxUsernameLength} letters, digits, dots, dashes or underscores and a name of 1 to {SignInRules.MaxNameLength} characters. Nothing was saved: correct it.");

    public static PosError InvalidRole(string role) => new(
        "user.invalid_role", PosErrorKind.Invalid, "No such role",
        $"\"{(Roles.All.Contains(role) ? role : "…")}\" is not a role at a known shop, or it is there twice. Nothing was saved: choose {string.Join(", ", Roles.All)} and a shop's code or *.");

    public static PosError UnknownUser(Guid id) => new(
        "user.unknown", PosErrorKind.NotFound, "Unknown user",
        $"There is no user {id}. Nothing was changed: look at the list again.");

    public static readonly PosError NameTaken = new(
        "user.name_taken", PosErrorKind.Conflict, "This user name is taken",
        "Somebody already has this user name, perhaps someone who was switched off. Nothing was saved: choose another.");

    public static readonly PosError ApproverIncomplete = new(
        "auth.approver_incomplete", PosErrorKind.Invalid, "Who approves?",
        "An approver is named by user name or id, and proves it by PIN or password: one of each. Nothing was changed: enter them again.");

    // Neither 401, which would sign the asker out, nor telling a wrong PIN from a missing right.
    public static readonly PosError ApproverRefused = new(
        "auth.approver_refused", PosErrorKind.Forbidden, "Not approved",
        "The approver's name and PIN or password do not belong together, or the approver may not approve this here. Nothing was changed: ask a manager of this shop.");

    public static readonly PosError LastAdmin = new(
        "user.last_admin", PosErrorKind.Conflict, "The last administrator",
        "This is the last person who may administer everything. Nothing was changed: make somebody else an administrator first.");
}
