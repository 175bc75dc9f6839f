using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>
/// What providers tell of their own accord: some of it never comes, some comes twice or three times, late, before the answer to the call that
/// caused it, or in another order. What has come is kept once, and the process that received it may die before it has read anything back.
/// </summary>
public sealed class SimNews(SimWorld world, SimBook book) : IProviderNews
{
    private readonly HashSet<string> kept = [];
    private readonly List<ProviderEventSeen> waiting = [];

    /// <summary>What nobody has read back yet.</summary>
    public int Waiting => waiting.Count;

    /// <summary>Who reads back.</summary>
    public PaymentNews? Desk { get; set; }

    /// <summary>Something happened at a provider.</summary>
    public void Happened(string provider, string what, string reference)
    {
        var seen = new ProviderEventSeen(provider, $"evt_{kept.Count}_{world.Next(1_000_000)}", what, reference, "{}");
        var copies = world.Strikes(20) ? 0 : world.Strikes(30) ? 2 + world.Next(2) : 1;
        world.Count(copies == 0 ? "news lost" : "news sent", Math.Max(1, copies));
        for (; copies > 0; copies--)
            world.Start(DeliverAsync(seen));
    }

    /// <summary>Workers take up what whoever received it did not come to.</summary>
    public void Sweep()
    {
        foreach (var seen in waiting.ToList())
            world.Start(Desk!.ReadBackAsync(seen, CancellationToken.None));
    }

    public async Task<Guid?> PaymentOfAsync(string provider, string reference, CancellationToken cancellation)
    {
        await world.Peril();
        return book.Payments.Find(payment => payment.Provider == provider && payment.ProviderRef == reference)?.Id;
    }

    public async Task PutAwayAsync(ProviderEventSeen seen)
    {
        await world.Peril();
        waiting.RemoveAll(item => item.EventId == seen.EventId);
        await world.Peril();
    }

    private async Task DeliverAsync(ProviderEventSeen seen)
    {
        for (var late = world.Next(4); late > 0; late--)
            await world.Pause();
        if (!kept.Add(seen.EventId))
            return;
        waiting.Add(seen);
        await world.Peril();
        await Desk!.ReadBackAsync(seen, CancellationToken.None);
    }
}
