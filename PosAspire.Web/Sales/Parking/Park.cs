using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Finding;

namespace PosAspire.Web.Sales.Parking;

/// <summary>A cart put aside. <paramref name="Items"/> counts sold units; the total is at the prices of now.</summary>
public sealed record Parked(Guid CartId, string? Label, int Lines, int Items, long TotalMinor, DateTimeOffset ParkedAt, string ParkedBy, string Register);

public sealed record ParkedList(IReadOnlyList<Parked> Items);

/// <summary>What Api is asked to put aside, and to take up again.</summary>
public sealed record ParkAs(string? Label);

public sealed record Resume(Guid CartId);

/// <summary>What the parking panel shows.</summary>
public sealed record ParkModel(IReadOnlyList<Parked> Carts, string Currency, TimeZoneInfo Zone);

/// <summary>Puts a sale aside while a customer fetches something, and takes it up again, at any register of the shop.</summary>
public static class Park
{
    public const int MaxLabel = 60;

    public static async Task<IResult> Open(TillDesk desk, CancellationToken stop) => await desk.Show(await Panel(desk, stop), stop);

    public static async Task<IResult> Put(TillDesk desk, CancellationToken stop)
    {
        var label = (await desk.Form(stop))["label"].ToString().Trim();
        var answer = await desk.Api.Post<Cart>(desk.CartPath + "/park", new ParkAs(label.Length == 0 ? null : label), desk.ActionKey, stop);
        return answer.Value is { } cart ? desk.Show(cart, await Find.Panel(desk, stop)) : await desk.Refused(answer.Problem!, stop);
    }

    public static async Task<IResult> Take(TillDesk desk, CancellationToken stop)
    {
        var answer = await desk.Api.Post<Cart>(desk.CartPath + "/resume", new Resume(await Cart(desk, stop)), desk.ActionKey, stop);
        return answer.Value is { } cart ? desk.Show(cart, await Find.Panel(desk, stop)) : await desk.Refused(answer.Problem!, stop, await Panel(desk, stop));
    }

    /// <summary>Throws a parked cart away; nothing of it was ever sold.</summary>
    public static async Task<IResult> Drop(TillDesk desk, CancellationToken stop)
    {
        var answer = await desk.Api.Delete<Done>($"/api/v1/locations/{desk.Place.Location}/parked/{await Cart(desk, stop)}", desk.ActionKey, stop);
        return answer.Problem is { } problem ? await desk.Refused(problem, stop, await Panel(desk, stop)) : await Open(desk, stop);
    }

    private static async Task<Panel> Panel(TillDesk desk, CancellationToken stop)
    {
        var parked = (await desk.Api.Get<ParkedList>($"/api/v1/locations/{desk.Place.Location}/parked", stop)).Required;
        return new("parked", "/till/parked", typeof(ParkPanel), new ParkModel(parked.Items, desk.Place.Currency, desk.Place.Zone));
    }

    private static async Task<Guid> Cart(TillDesk desk, CancellationToken stop) =>
        Guid.TryParse((await desk.Form(stop))["cart"], out var cart) ? cart : throw new BadHttpRequestException("The parked cart on this page cannot be read.");
}
