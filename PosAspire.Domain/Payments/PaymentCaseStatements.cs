using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Steps;

namespace PosAspire.Domain.Payments;

/// <summary>How a payment gets onto the list that a manager works off.</summary>
public static class PaymentCaseStatements
{
    private const string Insert =
        """
        INSERT INTO payment_cases (location_id, id, kind, payment_id, opened_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (payment_id, kind) WHERE resolved_at IS NULL DO NOTHING
        """;

    /// <summary>Opens a case, unless the same one is open.</summary>
    /// <param name="at">UTC.</param>
    public static NpgsqlBatchCommand Open(DateTime at, Guid locationId, PaymentCaseKind kind, Guid paymentId) => new(Insert)
    {
        Parameters = { SqlValue.Of(locationId), SqlValue.Of(Guid.CreateVersion7(at)), SqlValue.Of(EnumText.Of(kind)), SqlValue.Of(paymentId), SqlValue.Of(at) },
    };
}
