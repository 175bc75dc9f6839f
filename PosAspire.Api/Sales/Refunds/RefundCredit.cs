using Npgsql;
using PosAspire.Api.Sales.Open;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

/// <summary>The store credit that a refund pays into.</summary>
internal static class RefundCredit
{
    /// <summary>The credit with this code; a new one, opened in the refund's transaction, when there is none.</summary>
    public static async Task<(Guid? Account, PosError? Error)> FindAsync(OrderEdit edit, NpgsqlDataSource source, string? typed)
    {
        if (StoredValueCode.Read(typed) is not { } code)
            return (null, StoredValueErrors.InvalidCode);
        if (await StoredValue.FindAsync(source, code, CancellationToken.None) is { } found)
        {
            if (found.Currency != edit.Shop.Currency.Code)
                return (null, StoredValueErrors.OtherCurrency);
            return found.Kind == StoredValueKind.StoreCredit ? (found.Id, null) : (null, StoredValueErrors.CodeTaken);
        }

        var id = Guid.CreateVersion7(edit.At);
        if (!edit.Order.Training)
            edit.Statements.Add(StoredValue.Prepare(id, StoredValueKind.StoreCredit, code, edit.Shop.Currency, edit.Shop.Id, edit.ActorId, edit.At));
        return (id, null);
    }
}
