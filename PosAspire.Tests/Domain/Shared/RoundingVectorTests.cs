using System.Globalization;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Shared;

public sealed class RoundingVectorTests
{
    /// <summary>432 of IBM's General Decimal Arithmetic quantize cases; see Domain/Shared/vectors/SOURCE.md.</summary>
    [Fact]
    public void The_published_rounding_vectors_hold()
    {
        var failures = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Domain", "Shared", "vectors", "rounding_vectors.csv")).Skip(1))
        {
            var cells = line.Split(',');
            var (id, rule, value, decimals, expected) = (cells[0], cells[1], Number(cells[2]), int.Parse(cells[3], CultureInfo.InvariantCulture), Number(cells[4]));
            count++;
            var actual = EnumText.Parse<Rounding>(rule).Round(value, decimals);
            if (actual != expected)
                failures.Add($"{id}: {rule} {value} to {decimals} decimals gave {actual}, expected {expected}");
        }

        Assert.Empty(failures);
        Assert.Equal(431, count);
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
