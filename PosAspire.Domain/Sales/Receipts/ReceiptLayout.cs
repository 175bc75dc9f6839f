using System.Globalization;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales.Receipts;

/// <summary>Lays a receipt out in rows. Screen, paper and export show these rows, so that they cannot say different things.</summary>
public sealed class ReceiptLayout
{
    private const int Inset = 2;

    private readonly Receipt receipt;
    private readonly bool forPrinter;
    private readonly List<ReceiptRow> rows = [];

    private ReceiptLayout(Receipt receipt, int columns, bool forPrinter) => (this.receipt, Columns, this.forPrinter) = (receipt, columns, forPrinter);

    public int Columns { get; }

    public IReadOnlyList<ReceiptRow> Rows => rows;

    /// <summary>Lays out for a width of <see cref="Receipt.Widths"/>.</summary>
    /// <param name="forPrinter">In the printer's letters only (see <see cref="PrinterText"/>); otherwise in those of the names.</param>
    public static ReceiptLayout Of(Receipt receipt, int columns, bool forPrinter)
    {
        if (!Receipt.Widths.Contains(columns))
            throw new ArgumentOutOfRangeException(nameof(columns), columns, "No receipt paper has this width.");
        var layout = new ReceiptLayout(receipt, columns, forPrinter);
        layout.Head();
        layout.Lines();
        layout.Sums();
        layout.Payment();
        layout.Foot();
        return layout;
    }

    private void Head()
    {
        foreach (var part in ReceiptColumns.Wrap(Written(receipt.ShopName), Columns / 2))
            rows.Add(new(part, IsCentered: true, IsBold: true, IsLarge: true));
        Said(receipt.Address);
        Said(receipt.Phone);
        Said(receipt.Header);
        if (receipt.IsTraining)
            Mark("TRAINING - NOT A SALE");
        if (receipt.IsCopy)
            Mark("DUPLICATE");
        switch (receipt.Status)
        {
            case OrderStatus.Open or OrderStatus.Draft or OrderStatus.AwaitingPayment:
                Mark("NOT PAID");
                break;
            case OrderStatus.Cancelled:
                Mark("CANCELLED");
                break;
            case OrderStatus.Voided:
                Mark("VOIDED");
                break;
        }

        Pair($"Order {receipt.Number}", receipt.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        if (receipt.Label is { } label)
            Pair(label, "");
        if (receipt.Note is { } note)
            Pair(note, "");
    }

    private void Lines()
    {
        Rule();
        foreach (var line in receipt.Lines)
        {
            Pair(line.Size.Length == 0 ? line.Name : $"{line.Name} {line.Size}", Money(line.TotalMinor + line.DiscountMinor));
            if (line.Quantity != 1)
                Pair(string.Create(CultureInfo.InvariantCulture, $"{line.Quantity} x {Money(line.UnitPriceMinor)}"), "", Inset);
            foreach (var choice in line.Choices)
                Pair(choice.PriceMinor == 0 ? $"+ {choice.Name}" : $"+ {choice.Name} ({Money(choice.PriceMinor)})", "", Inset);
            if (line.DiscountMinor != 0)
                Pair("Discount", Money(-line.DiscountMinor), Inset);
        }

        Rule();
    }

    private void Sums()
    {
        Pair("Subtotal", Money(receipt.SubtotalMinor));
        if (receipt.ServiceMinor != 0)
            Pair("Service", Money(receipt.ServiceMinor));
        foreach (var tax in receipt.Taxes.Where(tax => !tax.IsIncluded))
            Pair($"{tax.Name} {MoneyText.Percent(tax.Rate)}", Money(tax.AmountMinor));
        Pair("Total", Money(receipt.TotalMinor), bold: true);
        foreach (var tax in receipt.Taxes.Where(tax => tax.IsIncluded))
            Pair($"of which {tax.Name} {MoneyText.Percent(tax.Rate)}", Money(tax.AmountMinor), Inset);
        if (receipt.CashRoundingMinor != 0)
        {
            Pair("Cash rounding", Money(receipt.CashRoundingMinor));
            Pair("To pay in cash", Money(receipt.DueMinor), bold: true);
        }
    }

    private void Payment()
    {
        if (receipt.TipMinor != 0)
        {
            Pair("Tip", Money(receipt.TipMinor));
            Pair("Total with tip", Money(receipt.DueMinor + receipt.TipMinor), bold: true);
        }

        foreach (var tender in receipt.Tenders)
        {
            Pair(tender.Name, Money(tender.TenderedMinor + tender.TipMinor));
            // Which of several it went back to; of a single one the sum below says all.
            if (tender.RefundedMinor != 0 && receipt.Tenders.Count > 1)
                Pair("given back", Money(-tender.RefundedMinor), Inset);
        }

        if (receipt.Tenders.Sum(tender => tender.ChangeMinor) is not 0 and var change)
            Pair("Change", Money(change));
        if (receipt.Status == OrderStatus.Voided)
            Pair("Given back", Money(receipt.DueMinor + receipt.TipMinor), bold: true);
        else if (receipt.RefundedMinor > 0)
            Pair("Given back", Money(receipt.RefundedMinor), bold: true);
    }

    private void Foot()
    {
        Rule();
        Said(receipt.Footer);
        rows.Add(new($"{receipt.OrderId}", IsCentered: true));
    }

    // The shop's own words keep their lines.
    private void Said(string words)
    {
        foreach (var line in words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var part in ReceiptColumns.Wrap(Written(line), Columns))
                rows.Add(new(part, IsCentered: true));
        }
    }

    private void Mark(string words) => rows.Add(new($"*** {words} ***", IsCentered: true, IsBold: true));

    private void Rule() => rows.Add(new(new string('-', Columns)));

    /// <summary>Words on the left and an amount on the right; words that do not fit beside it go on below.</summary>
    private void Pair(string words, string amount, int inset = 0, bool bold = false)
    {
        var room = Columns - inset - (amount.Length == 0 ? 0 : amount.Length + 1);
        var beside = amount;
        foreach (var part in ReceiptColumns.Wrap(Written(words), room))
        {
            var text = new string(' ', inset) + part;
            rows.Add(new(beside.Length == 0 ? text : text + new string(' ', Columns - ReceiptColumns.Of(text) - beside.Length) + beside, IsBold: bold));
            beside = "";
        }
    }

    private string Written(string words)
    {
        var clean = ReceiptColumns.Clean(words);
        return forPrinter ? PrinterText.Of(clean) : clean;
    }

    private string Money(long minor) => MoneyText.Of(new(minor, receipt.Currency));
}
