using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.ServiceDefaults.Identity;

namespace PosAspire.Api.Identity;

public sealed record LoginRequest(string Username, string Password);

/// <param name="ExpiresIn">Seconds.</param>
public sealed record LoginResponse(string AccessToken, int ExpiresIn, string TokenType, SignedInUser User);

public sealed record SignedInUser(Guid Id, string Username, string Name, IReadOnlyList<string> Roles);

internal static class Login
{
    // Longer ones are nobody's, and hashing them would only cost time.
    private const int MaxUsernameLength = 64;
    private const int MaxPasswordLength = 256;

    public static async Task<Results<Ok<LoginResponse>, PosProblem>> HandleAsync(
        LoginRequest request, PosDbContext database, AccessTokens tokens, ILogger<LoginRequest> log, CancellationToken cancellation)
    {
        var username = request.Username.Trim().ToLowerInvariant();
        if (username.Length > MaxUsernameLength || username.Any(char.IsControl) || request.Password.Length > MaxPasswordLength)
            return IdentityErrors.InvalidCredentials.AsProblem();
        var user = await database.Users.AsNoTracking()
            .Where(user => user.Username == username && user.IsActive)
            .Select(user => new { user.Id, user.Username, user.Name, user.PasswordHash, Grants = user.Roles.Select(role => new RoleGrant(role.Role, role.LocationCode)).ToList() })
            .SingleOrDefaultAsync(cancellation);

        // Also for a name that nobody has: the time taken must not tell.
        if (!Passwords.Verify(user?.PasswordHash, request.Password) || user is null)
        {
            log.LogWarning("Sign-in failed: wrong name or password");
            return IdentityErrors.InvalidCredentials.AsProblem();
        }

        var roles = user.Grants.Select(grant => grant.Role).Distinct().Order(StringComparer.Ordinal).ToList();
        var token = tokens.Issue(new(user.Id, Guid.CreateVersion7(), null, user.Grants));
        return TypedResults.Ok(new LoginResponse(token, (int)tokens.Lifetime.TotalSeconds, "Bearer", new(user.Id, user.Username, user.Name, roles)));
    }
}
