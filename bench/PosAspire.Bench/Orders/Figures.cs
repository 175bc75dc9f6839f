using System.Globalization;

namespace PosAspire.Bench.Orders;

/// <summary>The figures of every round, and their medians.</summary>
internal sealed class Figures
{
    private static readonly string[] Reported =
        ["orders_ratio_c8", "orders_ratio_c32", "p99_ratio_c8", "cpu_ms_order", "lookup_ratio", "search_p95_ms", "last10_ratio", "scan_p95_ms"];

    private readonly Dictionary<string, List<double>> values = [];

    /// <summary>The newest of each, in the order in which they were first taken.</summary>
    public string Latest => string.Join(' ', values.Select(figure => Text(figure.Key, figure.Value[^1])));

    public void Add(string name, double value)
    {
        if (!values.TryGetValue(name, out var list))
            values[name] = list = [];
        list.Add(value);
    }

    /// <summary>Forgets what a warm-up has taken.</summary>
    public void Clear() => values.Clear();

    /// <summary>The line that closes the benchmark.</summary>
    public string LastLine() => "bench " + string.Join(' ', Reported.Where(values.ContainsKey).Select(name => Text(name, Statistics.Median(values[name]))));

    private static string Text(string name, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}={(value >= 100 ? value.ToString("0", CultureInfo.InvariantCulture) : value.ToString("0.000", CultureInfo.InvariantCulture))}");
}
