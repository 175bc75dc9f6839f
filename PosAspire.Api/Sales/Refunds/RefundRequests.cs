using PosAspire.Api.Identity;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

/// <summary>Units of a line that come back.</summary>
/// <param name="Restock">Whether they can be sold again; otherwise they go through the books and away.</param>
public sealed record RefundLineRequest(int LineNo, int Quantity, bool Restock = true);

/// <summary>Everything that is left of an order, or some lines, or an amount for goods that stay with the customer.</summary>
/// <param name="Method"><c>original</c>, or on a manager's word <c>cash</c> or <c>store_credit</c>.</param>
/// <param name="CardCode">For store credit: a new code, or that of a credit the customer has.</param>
/// <param name="Restock">When no lines are named: whether the goods can be sold again.</param>
/// <param name="Approver">Somebody else, who may run this shop; needed above one's own limit and for another method.</param>
public sealed record RefundRequest(
    string Reason, IReadOnlyList<RefundLineRequest>? Lines = null, long? AmountMinor = null, string Method = "original", string? CardCode = null,
    bool Restock = true, Approver? Approver = null)
{
    /// <summary>What is asked for, or why it is nothing that can be asked for.</summary>
    internal PosError? TryRead(out RefundWish wish, out RefundMethod method)
    {
        wish = new(Lines is null ? null : [.. Lines.Where(line => line is not null).Select(line => (line.LineNo, line.Quantity))], AmountMinor);
        method = default;
        if (Lines is not null && (AmountMinor is not null || Lines.Any(line => line is null)))
            return RefundErrors.InvalidLines;
        return EnumText.TryParse(Method, out method) ? null : RefundErrors.InvalidMethod;
    }
}

/// <summary>What would come back; nothing is changed.</summary>
public sealed record RefundQuoteRequest(IReadOnlyList<RefundLineRequest>? Lines = null, long? AmountMinor = null, string Method = "original");
