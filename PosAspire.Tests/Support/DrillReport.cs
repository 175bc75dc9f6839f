using System.Diagnostics;
using System.Globalization;

namespace PosAspire.Tests.Support;

/// <summary>
/// What a drill among the tests found, in the form that <c>./pos drill</c> closes with. It is written to the file that
/// <c>POS_DRILL_REPORT</c> names, and nowhere when nobody asked; <c>POS_DRILL_BUDGET</c> limits the minutes.
/// </summary>
public sealed class DrillReport : IDisposable
{
    private readonly string name;
    private readonly StreamWriter? file;
    private readonly List<string> figures = [];
    private readonly List<string> broken = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly TimeSpan budget;
    private bool isClosed;

    public DrillReport(string name)
    {
        this.name = name;
        if (Environment.GetEnvironmentVariable("POS_DRILL_REPORT") is { Length: > 0 } path)
            file = new(path, append: true) { AutoFlush = true };
        budget = double.TryParse(Environment.GetEnvironmentVariable("POS_DRILL_BUDGET"), NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes)
            ? TimeSpan.FromMinutes(minutes) : TimeSpan.MaxValue;
    }

    /// <summary>After the budget nothing more is begun; what is under way is finished and judged.</summary>
    public bool HasTime => clock.Elapsed < budget;

    /// <summary>A line for whoever watches.</summary>
    public void Say(string line) => file?.WriteLine(line);

    public void Add(string key, long count) => figures.Add(string.Create(CultureInfo.InvariantCulture, $"{key}={count}"));

    public void Add(string key, TimeSpan time) => figures.Add(string.Create(CultureInfo.InvariantCulture, $"{key}={time.TotalSeconds:0.00}"));

    /// <summary>A promise of the product: kept, or the drill has failed and says which.</summary>
    public void Holds(bool isKept, string promise)
    {
        if (isKept)
            return;
        broken.Add(promise);
        Say($"Not kept: {promise}");
    }

    /// <summary>Closes the report and fails the test when a promise was not kept.</summary>
    public void Judge()
    {
        Close(broken.Count == 0);
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    /// <summary>A report that was not judged is one of a drill that did not come to its end.</summary>
    public void Dispose()
    {
        Close(isPassed: false);
        file?.Dispose();
    }

    private void Close(bool isPassed)
    {
        if (!isClosed)
            Say(string.Join(' ', [$"drill {name} {(isPassed ? "passed" : "failed")}", .. figures]));
        isClosed = true;
    }
}
