using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining;

/// <summary>Whether marking a dish went through.</summary>
/// <param name="Trouble">Why not.</param>
public sealed record MarkedOut(Trouble? Trouble);

/// <summary>Marks dishes as sold out ("86") or as back; from the order screen and from the kitchen.</summary>
public sealed class DishesOut(ShopApi api, ProblemWords problems, IStringLocalizer<Words> words)
{
    /// <summary>Reads <c>dish</c> (sold out) or <c>back</c> from the form; null when the form has neither.</summary>
    public async Task<MarkedOut?> Mark(HttpContext http, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        var form = await http.Request.ReadFormAsync(stop);
        var at = $"/api/v1/dining/{Place.Of(http)!.Location}/out/";
        ApiProblem? problem;
        if (Guid.TryParse(form["dish"], out var dish))
            problem = (await api.Put<Done>(at + dish, new { }, form["action"], stop)).Problem;
        else if (Guid.TryParse(form["back"], out var back))
            problem = (await api.Delete<Done>(at + back, form["action"], stop)).Problem;
        else
            return null;
        return new(problem is null ? null : new(problem.Status, words["That did not work"], problems.Say(problem)));
    }
}
