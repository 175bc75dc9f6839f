using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Orders;

/// <summary>What a server does to the lines of an order.</summary>
public static class LineActions
{
    /// <summary>One dish more. A plain dish that stands on the ticket unsent becomes one more of that line.</summary>
    public static async Task<IResult> Add(Guid id, HttpContext http, ShopApi api, Doing doing, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (!Guid.TryParse(form["dish"], out var dish) || Quantity(form, 1) is not { } quantity || Choices(form) is not { } choices)
            return Trouble.OutOfDate.Answer(http);
        if (await OrderPages.Find(id, http, api, stop) is not { } order)
            return doing.NoOrder(http);
        var same = choices.Count > 0 ? null : order.Unsent.FirstOrDefault(line => line.ProductId == dish && line.Modifiers.Count == 0);
        var path = $"{OrderPages.At(id)}/lines";
        var answer = same is null
            ? await api.Post<OpenOrder>(path, new AddLines([new(quantity, dish, choices)]), form["action"], stop)
            : await api.Put<OpenOrder>($"{path}/{same.LineNo}", new ChangeLine(same.Quantity + quantity, null, null), form["action"], stop);
        return await doing.Answer(http, id, answer, stop, after => after with { Changed = same?.LineNo ?? after.Order.Newest });
    }

    /// <summary>Another quantity (<c>quantity</c>, or <c>by</c> one more or fewer) or other choices; with a reason once the kitchen has it.</summary>
    public static async Task<IResult> Change(Guid id, int line, HttpContext http, ShopApi api, Doing doing, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (await OrderPages.Find(id, http, api, stop) is not { } order)
            return doing.NoOrder(http);
        var now = order.Lines.FirstOrDefault(candidate => candidate.LineNo == line);
        var quantity = int.TryParse(form["by"], out var by) && by is 1 or -1 ? (now?.Quantity ?? 0) + by : Quantity(form, null);
        if (quantity is null || Choices(form) is not { } choices)
            return Trouble.OutOfDate.Answer(http);
        if (quantity <= 0)
            return await TakeOff(id, line, form, http, api, doing, stop);
        var change = new ChangeLine(quantity.Value, form.ContainsKey("chooses") ? choices : null, Reason(form));
        var answer = await api.Put<OpenOrder>($"{OrderPages.At(id)}/lines/{line}", change, form["action"], stop);
        return await doing.Answer(http, id, answer, stop, after => after with { Changed = now?.IsSent == true ? after.Order.Newest : line });
    }

    /// <summary>Takes a line off; the kitchen is told when it has it.</summary>
    public static async Task<IResult> Remove(Guid id, int line, HttpContext http, ShopApi api, Doing doing, CancellationToken stop) =>
        await TakeOff(id, line, await http.Request.ReadFormAsync(stop), http, api, doing, stop);

    /// <summary>Why something is taken back: a reason of the list, or a few words.</summary>
    internal static string? Reason(IFormCollection form)
    {
        var reason = form["reason"].ToString();
        if (reason.Length == 0)
            reason = form["words"].ToString().Trim();
        return reason.Length == 0 ? null : reason;
    }

    private static async Task<IResult> TakeOff(Guid id, int line, IFormCollection form, HttpContext http, ShopApi api, Doing doing, CancellationToken stop)
    {
        var why = Reason(form) is { } reason ? QueryString.Create("reason", reason).ToString() : "";
        var answer = await api.Delete<OpenOrder>($"{OrderPages.At(id)}/lines/{line}{why}", form["action"], stop);
        return await doing.Answer(http, id, answer, stop);
    }

    private static int? Quantity(IFormCollection form, int? otherwise) =>
        form.ContainsKey("quantity") ? int.TryParse(form["quantity"], out var quantity) ? quantity : null : otherwise;

    // One field a group where one is chosen, one field for all where several may be: both begin with "choice".
    private static List<Guid>? Choices(IFormCollection form)
    {
        List<Guid> choices = [];
        foreach (var text in form.Where(field => field.Key.StartsWith("choice", StringComparison.Ordinal)).SelectMany(field => field.Value))
        {
            if (!Guid.TryParse(text, out var choice))
                return null;
            choices.Add(choice);
        }

        return choices;
    }
}
