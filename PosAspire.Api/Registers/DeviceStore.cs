using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Registers;

namespace PosAspire.Api.Registers;

/// <summary>The registered browsers: who may show a register's people and take their PINs.</summary>
public sealed class DeviceStore(NpgsqlDataSource database, TimeProvider clock)
{
    private const int TokenBytes = 32;
    private const int MaxTokenLength = 128;

    private const string Use =
        """
        UPDATE register_devices d SET used_at = $3 FROM registers r JOIN locations l ON l.id = r.location_id
        WHERE d.token_hash = $1 AND d.register_id = $2 AND d.revoked_at IS NULL AND r.id = d.register_id AND r.is_active RETURNING l.code
        """;

    private const string Add =
        """
        INSERT INTO register_devices (id, register_id, name, token_hash, registered_by, registered_at)
        SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM register_devices WHERE register_id = $2 AND revoked_at IS NULL) < $7
        """;

    private const string Revoke = "UPDATE register_devices SET revoked_at = $3 WHERE id = $1 AND register_id = $2 AND revoked_at IS NULL";

    /// <summary>The shop of the register that this browser is registered at; null when it is not.</summary>
    public async Task<string?> ShopOfAsync(Guid registerId, string token, CancellationToken cancellation)
    {
        if (token.Length is 0 or > MaxTokenLength)
            return null;
        await using var command = database.CreateCommand(Use);
        command.Parameters.Add(SqlValue.Of(Hash(token)));
        command.Parameters.Add(SqlValue.Of(registerId));
        command.Parameters.Add(SqlValue.Of(clock.GetUtcNow().UtcDateTime));
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Registers a browser; null when the register has as many as it may.</summary>
    /// <returns>Its id and its token, which is stored nowhere.</returns>
    public async Task<(Guid Id, string Token)?> AddAsync(Guid registerId, Guid locationId, string name, Guid actor, CancellationToken cancellation)
    {
        var (id, token) = (Guid.CreateVersion7(), Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(TokenBytes)));
        await using var add = new NpgsqlCommand(Add)
        {
            Parameters =
            {
                SqlValue.Of(id), SqlValue.Of(registerId), SqlValue.Of(name), SqlValue.Of(Hash(token)), SqlValue.Of(actor),
                SqlValue.Of(clock.GetUtcNow().UtcDateTime), SqlValue.Of(RegisterDevice.MaxAtRegister),
            },
        };
        return await WriteAsync(add, locationId, actor, "register.device_registered", registerId, id, cancellation) ? (id, token) : null;
    }

    /// <summary>Ends a browser's registration; false when there is none to end.</summary>
    public async Task<bool> RevokeAsync(Guid registerId, Guid locationId, Guid id, Guid actor, CancellationToken cancellation)
    {
        await using var revoke = new NpgsqlCommand(Revoke)
        {
            Parameters = { SqlValue.Of(id), SqlValue.Of(registerId), SqlValue.Of(clock.GetUtcNow().UtcDateTime) },
        };
        return await WriteAsync(revoke, locationId, actor, "register.device_revoked", registerId, id, cancellation);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private async Task<bool> WriteAsync(
        NpgsqlCommand statement, Guid locationId, Guid actor, string action, Guid registerId, Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        statement.Connection = connection;
        if (await statement.ExecuteNonQueryAsync(cancellation) == 0)
            return false;
        await using var journal = new NpgsqlBatch(connection);
        journal.BatchCommands.Add(AuditStatements.Entry(
            clock.GetUtcNow().UtcDateTime, locationId, actor, action, registerId, $$"""{"deviceId":"{{id}}"}"""));
        await journal.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
