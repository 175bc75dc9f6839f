using PosAspire.Web.Sales.Finding;

namespace PosAspire.Web.Sales.Carts;

/// <summary>What the note panel shows.</summary>
public sealed record NoteModel(string Note);

/// <summary>A note for the customer, printed on the receipt.</summary>
public static class Note
{
    public const int MaxLength = 200;

    public static async Task<IResult> Open(TillDesk desk, CancellationToken stop)
    {
        var cart = await desk.ReadCart(stop);
        return desk.Show(cart, new Panel("note", "/till/note", typeof(NotePanel), new NoteModel(cart.Note)));
    }

    public static async Task<IResult> Keep(TillDesk desk, CancellationToken stop)
    {
        var note = (await desk.Form(stop))["note"].ToString().Trim();
        var answer = await desk.Api.Put<Cart>(desk.CartPath + "/note", new CartNote(note), desk.ActionKey, stop);
        return answer.Value is { } cart ? desk.Show(cart, await Find.Panel(desk, stop)) : await desk.Refused(answer.Problem!, stop);
    }
}
