using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Identity;
using PosAspire.Web.Registers;

namespace PosAspire.Web.Sales.Paying;

/// <summary>How asking for a tender ended: the checkout as it is now, or what was refused.</summary>
public sealed record Taken(Checkout? Checkout, ApiProblem? Problem);

/// <summary>Asks Api about checkouts, for both tills.</summary>
public sealed class CheckoutDesk(ShopApi api, ProblemWords problems, IStringLocalizer<Words> words)
{
    /// <summary>A card service may be silent for longer: the till then shows that it is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static string At(Guid order) => $"/api/v1/orders/{order}/checkout";

    public static string Tenders(Guid order) => $"/api/v1/orders/{order}/tenders";

    public ShopApi Api => api;

    public Task<Answer<Checkout>> Read(Guid order, CancellationToken stop) => api.Get<Checkout>(At(order), stop);

    /// <summary>What can be taken at the register. What cannot be told is not offered.</summary>
    public async Task<Ways> Ways(Place place, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(place);
        var asked = api.Get<PaymentServices>("/api/v1/payments/providers", stop);
        var registers = api.Get<RegisterList>($"/api/v1/registers?location={place.Location}", stop);
        await Task.WhenAll(asked, registers);
        var services = (await asked).Value?.Items ?? [];
        var (cards, codes) = (services.FirstOrDefault(service => service.Name == "stripe"), services.FirstOrDefault(service => service.Name == "qris"));
        var reader = (await registers).Value?.Items.FirstOrDefault(register => register.Id == place.RegisterId)?.CardReader;
        // The code is Indonesia's own and is paid in rupiah only.
        return new(cards is { Configured: true }, reader, cards is { IsSilent: true }, codes is { Configured: true } && place.Currency == "IDR", codes is { IsSilent: true });
    }

    /// <summary>
    /// Asks for a tender under its key. When the card service keeps Api waiting, the checkout is shown as it stands as soon as the
    /// tender is written down; before that nobody knows, and the same request is sent again.
    /// </summary>
    /// <param name="known">How many tenders the page showed.</param>
    public async Task<Taken> Take(Guid order, AddTender tender, string? key, int known, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            var answer = await api.Post<Checkout>(Tenders(order), tender, key, patience.Token);
            return new(answer.Value, answer.Problem);
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            return await Read(order, stop) is { Value: { } now } && now.Tenders.Count > known
                ? new(now, null)
                : throw new ApiUnreachableException("Api has not taken the tender down yet.", late);
        }
    }

    /// <summary>The kind of a card of the shop's own, found by its code.</summary>
    public Task<Answer<Balance>> Look(string location, string code, CancellationToken stop) =>
        api.Post<Balance>("/api/v1/stored-value/balance", new AskBalance(location, code), null, stop);

    public Trouble Say(ApiProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new(problem.Status, words[problem.Code == "payment.not_awaited" ? "This order does not wait for money" : "Nothing was taken"], problems.Say(problem));
    }

    public Trouble Warn(string title, string detail) => new(StatusCodes.Status400BadRequest, words[title], words[detail]);

    /// <summary>Reads who approves, if anybody was named.</summary>
    internal static Approver? Approving(IFormCollection form) => Approver.Of(form);
}
