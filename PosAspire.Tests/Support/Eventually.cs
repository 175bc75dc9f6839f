using System.Diagnostics;

namespace PosAspire.Tests.Support;

/// <summary>Waits for what another thread or process brings about.</summary>
public static class Eventually
{
    /// <summary>For what never comes; what comes late on a busy machine is no failure. A promise about time has a test in <see cref="Alone"/>.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < Limit, $"What was waited for did not come within {Limit}.");
            await Task.Delay(25);
        }
    }
}
