using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Identity;

/// <summary>What sign-in by password and by PIN have in common: count the try, check the secret, start the session.</summary>
internal sealed class SignIn(SignInCounter counter, SecretCheck secrets, SessionStore sessions, ILogger<SignIn> log)
{
    /// <summary>Where a request comes from: the other end of its connection, which no header can forge.</summary>
    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Counts the try; the refusal when it must not even be checked.</summary>
    public async Task<PosError?> RefusalAsync(SignInSubject own, IReadOnlyList<SignInSubject> shared, CancellationToken cancellation)
    {
        if (await counter.TakeAsync([.. shared, own], cancellation) is not { } wait)
            return null;
        log.LogWarning("Sign-in refused: locked for another {Seconds} s after too many wrong tries", (int)wait.TotalSeconds);
        return IdentityErrors.Locked(wait);
    }

    /// <summary>Whether the secret is right; null when too many sign in at once, and then the try is not counted.</summary>
    public async Task<bool?> ProveAsync(
        string? hash, string secret, SignInSubject own, IReadOnlyList<SignInSubject> shared, CancellationToken cancellation)
    {
        var right = await secrets.VerifyAsync(hash, secret, cancellation);
        if (right is null)
            await counter.GiveBackAsync([.. shared, own], cancellation);
        return right;
    }

    public Task<LoginResponse> StartAsync(
        Person person, Actor actor, SignInMethod method, SignInSubject own, IReadOnlyList<SignInSubject> shared, CancellationToken cancellation) =>
        sessions.StartAsync(person, actor, method, SignInCounter.Right(own, shared), cancellation);
}
