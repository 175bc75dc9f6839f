using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

/// <param name="RefreshToken">Good for one refresh.</param>
/// <param name="ExpiresIn">Seconds that the access token is good for.</param>
public sealed record LoginResponse(string AccessToken, string RefreshToken, int ExpiresIn, string TokenType, SignedInUser User);

/// <param name="Roles">The roles held at any of the locations.</param>
/// <param name="Locations">Codes of shops, or only <c>*</c> for every shop.</param>
public sealed record SignedInUser(Guid Id, string Username, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Locations);

/// <summary>Starts and continues sign-ins: the rows behind the tokens.</summary>
internal sealed class SessionStore(NpgsqlDataSource database, AccessTokens tokens, TimeProvider clock)
{
    private const int TokenBytes = 32;

    private const string Start =
        "INSERT INTO sessions (id, user_id, register_id, method, created_at, refreshed_at, expires_at) VALUES ($1, $2, $3, $4, $5, $5, $6)";

    private const string Keep = "INSERT INTO refresh_tokens (hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)";

    private const string Touch = "UPDATE sessions SET refreshed_at = $2 WHERE id = $1";

    private static readonly TimeSpan Idle = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestByPassword = TimeSpan.FromDays(7);

    // A PIN is for the shift at this register.
    private static readonly TimeSpan LongestByPin = TimeSpan.FromHours(12);

    /// <summary>Starts a session, in one transaction with what else a right sign-in changes.</summary>
    public async Task<LoginResponse> StartAsync(
        Person person, Actor actor, SignInMethod method, IEnumerable<NpgsqlBatchCommand> also, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var ends = now + (method == SignInMethod.Pin ? LongestByPin : LongestByPassword);
        var refresh = NewToken();
        await using var batch = database.CreateBatch();
        foreach (var command in also)
            batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(new(Start)
        {
            Parameters =
            {
                SqlValue.Of(actor.SessionId), SqlValue.Of(person.Id), SqlValue.Of(actor.RegisterId), SqlValue.Of(EnumText.Of(method)), SqlValue.Of(now), SqlValue.Of(ends),
            },
        });
        batch.BatchCommands.Add(KeepToken(refresh, actor.SessionId, now, ends));
        batch.BatchCommands.Add(AuditStatements.Entry(now, null, person.Id, "session.started", actor.SessionId, $$"""{"method":"{{EnumText.Of(method)}}"}"""));
        await batch.ExecuteNonQueryAsync(cancellation);
        return Answer(person, actor, refresh, ends);
    }

    /// <summary>Goes on with a session whose refresh token was just used up, in that transaction.</summary>
    public async Task<LoginResponse> GoOnAsync(NpgsqlConnection connection, Person person, Actor actor, DateTime ends, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var refresh = NewToken();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Touch) { Parameters = { SqlValue.Of(actor.SessionId), SqlValue.Of(now) } });
        batch.BatchCommands.Add(KeepToken(refresh, actor.SessionId, now, ends));
        await batch.ExecuteNonQueryAsync(cancellation);
        return Answer(person, actor, refresh, ends);
    }

    /// <summary>What is stored of a refresh token.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static SignedInUser Describe(Person person, Actor actor) => new(
        person.Id, person.Username, person.Name,
        [.. actor.Grants.Select(grant => grant.Role).Distinct().Order(StringComparer.Ordinal)],
        actor.Grants.Any(grant => grant.Location == RoleGrant.Everywhere)
            ? [RoleGrant.Everywhere]
            : [.. actor.Grants.Select(grant => grant.Location).Distinct().Order(StringComparer.Ordinal)]);

    private LoginResponse Answer(Person person, Actor actor, string refresh, DateTime ends)
    {
        var (token, seconds) = tokens.Issue(actor, ends);
        return new(token, refresh, seconds, AccessTokens.Scheme, Describe(person, actor));
    }

    private static NpgsqlBatchCommand KeepToken(string token, Guid session, DateTime now, DateTime ends) => new(Keep)
    {
        Parameters = { SqlValue.Of(Hash(token)), SqlValue.Of(session), SqlValue.Of(now), SqlValue.Of(now + Idle < ends ? now + Idle : ends) },
    };

    private static string NewToken() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(TokenBytes));
}
