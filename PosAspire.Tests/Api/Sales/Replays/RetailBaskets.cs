using System.Globalization;
using System.IO.Compression;

namespace PosAspire.Tests.Api.Sales.Replays;

/// <summary>A line of the file, in pence. Its price is that of one unit, or of the whole line when a unit costs parts of a penny.</summary>
internal sealed record BasketLine(string Invoice, string Day, string Code, string Customer, int Quantity, long UnitPence)
{
    public bool IsCancelled => Invoice[0] == 'C';

    public (string, long) Product => (Code, UnitPence);

    public long Pence => UnitPence * Quantity;

    public static BasketLine Of(string invoice, string day, string code, string customer, int quantity, decimal pounds)
    {
        var pence = pounds * 100;
        // Three decimals are rounded half-up once, on the line: nobody can pay or give back a part of a penny.
        return pence == decimal.Truncate(pence)
            ? new(invoice, day, code, customer, quantity, (long)pence)
            : new(invoice, day, code, customer, Math.Sign(quantity), (long)decimal.Round(pence * Math.Abs(quantity), MidpointRounding.AwayFromZero));
    }
}

/// <summary>An order to be sold, with the lines of one invoice.</summary>
/// <param name="IsOfTheFile">Otherwise it was sold on a day that the file does not hold, and only its cancellation is there.</param>
internal sealed record BasketSale(string Key, string Day, bool IsOfTheFile, List<BasketLine> Lines)
{
    /// <summary>Units that are still there to come back, a line each.</summary>
    public int[] Left { get; } = [.. Lines.Select(line => line.Quantity)];

    public string? OrderId { get; set; }
}

/// <summary>Units of an order that come back on a day.</summary>
internal sealed record BasketReturn(string Day, BasketSale Sale, Dictionary<int, int> Units)
{
    public long Pence => Units.Sum(unit => Sale.Lines[unit.Key].UnitPence * unit.Value);
}

/// <summary>The baskets of the file as orders and refunds: what was cancelled comes back from the same customer's last purchase of it.</summary>
internal sealed record RetailBaskets(List<BasketSale> Sales, List<BasketReturn> Returns)
{
    private const int MaxLines = 500;

    public static async Task<List<BasketLine>> ReadAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        await reader.ReadLineAsync();
        List<BasketLine> lines = [];
        while (await reader.ReadLineAsync() is { } row)
        {
            // Only the description has commas, and it is quoted then.
            var (open, close) = (row.IndexOf('"', StringComparison.Ordinal), row.LastIndexOf('"'));
            var cells = (open < 0 ? row : row[..open] + row[(close + 1)..]).Split(',');
            lines.Add(BasketLine.Of(
                cells[0], cells[4][..10], cells[1], cells[6], int.Parse(cells[3], CultureInfo.InvariantCulture), decimal.Parse(cells[5], CultureInfo.InvariantCulture)));
        }

        return lines;
    }

    public static RetailBaskets Of(IEnumerable<BasketLine> lines)
    {
        RetailBaskets baskets = new([], []);
        Dictionary<(string, string, long), List<(BasketSale Sale, int Line)>> bought = [];
        foreach (var invoice in lines.GroupBy(line => line.Invoice))
        {
            if (invoice.First().IsCancelled)
                baskets.Cancel([.. invoice], bought);
            else
                baskets.Sell([.. invoice.Where(line => line.Quantity > 0)], bought);
        }

        return baskets;
    }

    // What has no quantity above zero is a stock write-off at no price, which is no sale.
    private void Sell(List<BasketLine> lines, Dictionary<(string, string, long), List<(BasketSale, int)>> bought)
    {
        foreach (var (part, number) in lines.Chunk(MaxLines).Select((part, number) => (part, number)))
        {
            BasketSale sale = new($"{part[0].Invoice}-{number}", part[0].Day, IsOfTheFile: true, [.. part]);
            Sales.Add(sale);
            for (var line = 0; line < part.Length; line++)
            {
                if (part[line].Customer.Length > 0)
                    (bought.TryGetValue(Owner(part[line]), out var list) ? list : bought[Owner(part[line])] = []).Add((sale, line));
            }
        }
    }

    private void Cancel(List<BasketLine> lines, Dictionary<(string, string, long), List<(BasketSale Sale, int Line)>> bought)
    {
        List<BasketLine> elsewhere = [];
        Dictionary<BasketSale, Dictionary<int, int>> back = [];
        foreach (var line in lines)
        {
            var open = -line.Quantity;
            foreach (var (sale, at) in bought.GetValueOrDefault(Owner(line), []).AsEnumerable().Reverse())
            {
                var units = Math.Min(open, sale.Left[at]);
                if (units == 0)
                    continue;
                sale.Left[at] -= units;
                open -= units;
                var of = back.TryGetValue(sale, out var known) ? known : back[sale] = [];
                of[at] = of.GetValueOrDefault(at) + units;
            }

            if (open > 0)
                elsewhere.Add(line with { Quantity = open });
        }

        if (elsewhere.Count > 0)
        {
            BasketSale before = new(lines[0].Invoice, lines[0].Day, IsOfTheFile: false, elsewhere);
            Sales.Add(before);
            back[before] = Enumerable.Range(0, elsewhere.Count).ToDictionary(at => at, at => elsewhere[at].Quantity);
        }

        Returns.AddRange(back.Select(of => new BasketReturn(lines[0].Day, of.Key, of.Value)));
    }

    private static (string, string, long) Owner(BasketLine line) => (line.Customer, line.Code, line.UnitPence);
}
