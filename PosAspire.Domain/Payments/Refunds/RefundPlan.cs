using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Refunds;

/// <summary>A line that was paid.</summary>
/// <param name="Refunded">Units that came back already.</param>
/// <param name="PaidMinor">What was paid for all its units.</param>
public readonly record struct PaidLine(int LineNo, int Quantity, int Refunded, long PaidMinor)
{
    public int Left => Quantity - Refunded;
}

/// <summary>Units of a line that come back, and what they come to.</summary>
public readonly record struct LineBack(int LineNo, int Quantity, long AmountMinor);

/// <summary>What somebody wants back: everything when it names neither lines nor an amount.</summary>
public sealed record RefundWish(IReadOnlyList<(int LineNo, int Quantity)>? Lines, long? AmountMinor)
{
    public static readonly RefundWish Everything = new(null, null);

    public RefundKind Kind => Lines is not null ? RefundKind.Lines : AmountMinor is not null ? RefundKind.Amount : RefundKind.Whole;
}

/// <summary>What a refund gives back of an order's total. Whatever the sequence of refunds, they never come to more, and together to exactly that.</summary>
/// <param name="AmountMinor">Of the order's total; cash may be rounded when it is handed out.</param>
/// <param name="IsLast">Nothing is left afterwards.</param>
public sealed record RefundPlan(IReadOnlyList<LineBack> Lines, long AmountMinor, bool IsLast)
{
    /// <summary>Works it out, or says why it cannot be.</summary>
    /// <param name="total">What the order came to.</param>
    /// <param name="refundedMinor">What was given back of it already.</param>
    public static PosError? TryOf(Money total, long refundedMinor, IReadOnlyList<PaidLine> lines, RefundWish wish, out RefundPlan? plan)
    {
        plan = null;
        var left = total.Minor - refundedMinor;
        if (left == 0 && lines.All(line => line.Left == 0))
            return RefundErrors.NothingLeft;
        List<LineBack> back = [];
        var error = wish.Kind switch
        {
            RefundKind.Amount => Check(wish.AmountMinor!.Value, new(left, total.Currency)),
            RefundKind.Lines => Take(lines, wish.Lines!, back),
            _ => Take(lines, [.. lines.Where(line => line.Left > 0).Select(line => (line.LineNo, line.Left))], back),
        };
        if (error is not null)
            return error;
        // An amount that was given back before is part of what the lines came to: they cannot bring more than is left.
        var open = left;
        for (var position = 0; position < back.Count; position++)
        {
            var amount = Math.Min(open, back[position].AmountMinor);
            back[position] = back[position] with { AmountMinor = amount };
            open -= amount;
        }

        var given = wish.Kind switch { RefundKind.Amount => wish.AmountMinor!.Value, RefundKind.Lines => left - open, _ => left };
        var linesLeft = lines.Sum(line => (long)line.Left) - back.Sum(line => (long)line.Quantity);
        plan = new(back, given, given == left && (total.Minor > 0 || linesLeft == 0));
        return null;
    }

    private static PosError? Check(long amount, Money left) =>
        amount < 1 ? RefundErrors.InvalidAmount : amount > left.Minor ? RefundErrors.TooMuch(left) : null;

    private static PosError? Take(IReadOnlyList<PaidLine> lines, IReadOnlyList<(int LineNo, int Quantity)> wanted, List<LineBack> back)
    {
        if (wanted.Count is 0 or > Totals.MaxLines || wanted.DistinctBy(line => line.LineNo).Count() != wanted.Count)
            return RefundErrors.InvalidLines;
        foreach (var (lineNo, quantity) in wanted)
        {
            if (lines.FirstOrDefault(paid => paid.LineNo == lineNo) is not { LineNo: > 0 } line)
                return OpenOrderErrors.UnknownLine(lineNo);
            if (quantity < 1)
                return RefundErrors.InvalidLines;
            if (quantity > line.Left)
                return RefundErrors.TooMany(lineNo, line.Left);
            back.Add(new(lineNo, quantity, RefundShares.OfUnits(line.PaidMinor, line.Quantity, line.Refunded, quantity)));
        }

        return null;
    }
}
