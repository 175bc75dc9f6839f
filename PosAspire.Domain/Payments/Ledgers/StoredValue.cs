using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Ledgers;

/// <summary>An account as it is found by its code.</summary>
public sealed record StoredValueSeen(Guid Id, StoredValueKind Kind, string Last4, string Currency, long BalanceMinor);

/// <summary>Who moves money of an account, where, when and for what.</summary>
/// <param name="ReferenceId">The payment or the payout of a refund; the same move is made once for it.</param>
/// <param name="At">UTC.</param>
public readonly record struct StoredValueFor(Guid LocationId, Guid? OrderId, Guid ReferenceId, Guid ActorId, DateTime At);

/// <summary>
/// The statements that move money of gift cards and store credit, to be added to the batch that makes it right. Each changes the balance,
/// whose row is locked until the end of the transaction, and writes its entry. When a batch has several, they come in ascending account id.
/// <see cref="Refusal"/> says what a refused batch means.
/// </summary>
public static class StoredValue
{
    /// <summary>No card and no single move is above this.</summary>
    public const long MaxMinor = 1_000_000_000;

    private const string Overdrawn = "ck_stored_value_accounts_balance";
    private const string TooMuch = "ck_stored_value_accounts_most";
    private const string CodeTaken = "ix_stored_value_accounts_code_hash";
    private const string Entries = "stored_value_entries";

    private const string ByCode = "SELECT id, kind, last4, currency, balance_minor FROM stored_value_accounts WHERE code_hash = $1";

    private const string OpenEmpty =
        """
        INSERT INTO stored_value_accounts (id, location_id, kind, code_hash, last4, currency, balance_minor, issued_at, issued_by)
        VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)
        """;

    private const string Open =
        """
        WITH opened AS (
          INSERT INTO stored_value_accounts (id, location_id, kind, code_hash, last4, currency, balance_minor, issued_at, issued_by)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id, balance_minor)
        INSERT INTO stored_value_entries (id, account_id, location_id, move, amount_minor, balance_minor, reference_id, actor_id, at)
        SELECT $10, id, $2, 'issue', balance_minor, balance_minor, $10, $9, $8 FROM opened
        """;

    // Who finds no account, or one of another kind or currency, has no id for the entry, and the table refuses that.
    private const string Move =
        """
        WITH moved AS (
          UPDATE stored_value_accounts SET balance_minor = balance_minor + $3
          WHERE id = $2 AND currency = $4 AND kind = coalesce($5, kind) RETURNING id, balance_minor)
        INSERT INTO stored_value_entries (id, account_id, location_id, move, amount_minor, balance_minor, order_id, reference_id, actor_id, at)
        VALUES ($1, (SELECT id FROM moved), $6, $7, $3, (SELECT balance_minor FROM moved), $8, $9, $10, $11)
        """;

    private const string Back =
        """
        WITH spent AS (
          SELECT e.account_id, -e.amount_minor AS amount FROM stored_value_entries e WHERE e.reference_id = $2 AND e.move = 'redeem'
            AND NOT EXISTS (SELECT FROM stored_value_entries r WHERE r.reference_id = $2 AND r.move = 'reverse')),
        given AS (
          UPDATE stored_value_accounts a SET balance_minor = a.balance_minor + s.amount FROM spent s WHERE a.id = s.account_id
          RETURNING a.id, a.balance_minor, s.amount)
        INSERT INTO stored_value_entries (id, account_id, location_id, move, amount_minor, balance_minor, order_id, reference_id, actor_id, at)
        SELECT $1, id, $3, 'reverse', amount, balance_minor, $4, $2, $5, $6 FROM given
        """;

    /// <summary>The account with this code, or null. Its balance may be another one the next moment: only the statement that takes is sure.</summary>
    public static async Task<StoredValueSeen?> FindAsync(NpgsqlDataSource database, StoredValueCode code, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ByCode);
        command.Parameters.Add(SqlValue.Of(code.Hash));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new(row.GetGuid(0), EnumText.Parse<StoredValueKind>(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetInt64(4))
            : null;
    }

    /// <summary>Opens an account with its first money.</summary>
    public static NpgsqlBatchCommand Issue(Guid accountId, StoredValueKind kind, StoredValueCode code, Money amount, Guid locationId, Guid actorId, DateTime at) => new(Open)
    {
        Parameters =
        {
            SqlValue.Of(accountId), SqlValue.Of(locationId), SqlValue.Of(EnumText.Of(kind)), SqlValue.Of(code.Hash), SqlValue.Of(code.Last4),
            SqlValue.Of(amount.Currency.Code), SqlValue.Of(amount.Minor), SqlValue.Of(at), SqlValue.Of(actorId), SqlValue.Of(Guid.CreateVersion7(at)),
        },
    };

    /// <summary>Opens an account that a refund of the same batch pays into.</summary>
    public static NpgsqlBatchCommand Prepare(Guid accountId, StoredValueKind kind, StoredValueCode code, Currency currency, Guid locationId, Guid actorId, DateTime at) => new(OpenEmpty)
    {
        Parameters =
        {
            SqlValue.Of(accountId), SqlValue.Of(locationId), SqlValue.Of(EnumText.Of(kind)), SqlValue.Of(code.Hash), SqlValue.Of(code.Last4),
            SqlValue.Of(currency.Code), SqlValue.Of(at), SqlValue.Of(actorId),
        },
    };

    /// <summary>Adds money to an account; the reference is the request's own.</summary>
    public static NpgsqlBatchCommand TopUp(Guid accountId, Money amount, StoredValueFor why) => Change(accountId, null, amount, StoredValueMove.TopUp, why);

    /// <summary>Takes what a payment pays; the reference is the payment.</summary>
    public static NpgsqlBatchCommand Redeem(Guid accountId, StoredValueKind kind, Money amount, StoredValueFor why) =>
        Change(accountId, kind, Money.Zero(amount.Currency) - amount, StoredValueMove.Redeem, why);

    /// <summary>Gives back what a payment took, because the payment was given up; nothing when that was done before. The reference is the payment.</summary>
    public static NpgsqlBatchCommand Reverse(StoredValueFor why) => new(Back)
    {
        Parameters =
        {
            SqlValue.Of(Guid.CreateVersion7(why.At)), SqlValue.Of(why.ReferenceId), SqlValue.Of(why.LocationId), SqlValue.Of(why.OrderId),
            SqlValue.Of(why.ActorId), SqlValue.Of(why.At),
        },
    };

    /// <summary>Gives back money for goods that came back; the reference is the payout.</summary>
    public static NpgsqlBatchCommand Refund(Guid accountId, Money amount, StoredValueFor why) => Change(accountId, null, amount, StoredValueMove.Refund, why);

    /// <summary>What a refused statement of these means to a cashier; null when it was not one of these that was refused.</summary>
    public static PosError? Refusal(PostgresException refused) => refused switch
    {
        { ConstraintName: Overdrawn } => StoredValueErrors.NotEnough,
        { ConstraintName: TooMuch } => StoredValueErrors.InvalidAmount,
        { ConstraintName: CodeTaken } => StoredValueErrors.CodeTaken,
        { SqlState: PostgresErrorCodes.NotNullViolation, TableName: Entries } => StoredValueErrors.UnknownCode,
        _ => null,
    };

    private static NpgsqlBatchCommand Change(Guid accountId, StoredValueKind? kind, Money amount, StoredValueMove move, StoredValueFor why) => new(Move)
    {
        Parameters =
        {
            SqlValue.Of(Guid.CreateVersion7(why.At)), SqlValue.Of(accountId), SqlValue.Of(amount.Minor), SqlValue.Of(amount.Currency.Code),
            SqlValue.OfText(kind is { } only ? EnumText.Of(only) : null), SqlValue.Of(why.LocationId), SqlValue.Of(EnumText.Of(move)), SqlValue.Of(why.OrderId),
            SqlValue.Of(why.ReferenceId), SqlValue.Of(why.ActorId), SqlValue.Of(why.At),
        },
    };
}
