using System.Globalization;

namespace PosAspire.Bench.Drills;

/// <summary>What a drill found; its last line is read by people and by programs.</summary>
internal sealed class DrillReport(string name)
{
    private const int Passed = 0;
    private const int Failed = 1;

    private readonly List<(string Key, string Value)> figures = [];
    private bool broken;

    public void Add(string key, long count) => figures.Add((key, count.ToString(CultureInfo.InvariantCulture)));

    public void Add(string key, TimeSpan time) => figures.Add((key, time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)));

    /// <summary>A promise of the product: kept, or the drill has failed and says which.</summary>
    public void Holds(bool kept, string promise)
    {
        if (!kept)
            Broke($"Not kept: {promise}");
    }

    public void Broke(string why)
    {
        broken = true;
        Console.WriteLine(why);
    }

    /// <summary>Prints the last line.</summary>
    /// <returns>The exit code.</returns>
    public int Close()
    {
        Console.WriteLine(string.Join(' ', [$"drill {name} {(broken ? "failed" : "passed")}", .. figures.Select(figure => $"{figure.Key}={figure.Value}")]));
        return broken ? Failed : Passed;
    }
}
