using System.Diagnostics;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Drills;

/// <summary>What a drill works with.</summary>
/// <param name="Budget">After this time nothing more is begun; what is under way is finished and judged.</param>
internal sealed record DrillRun(PrivateShop Shop, DrillReport Report, TimeSpan Budget, CancellationToken Cancellation)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    public bool HasTime => clock.Elapsed < Budget;
}
