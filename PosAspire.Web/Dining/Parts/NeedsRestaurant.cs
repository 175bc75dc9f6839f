using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Parts;

/// <summary>For pages of a restaurant: a browser that works at a shop without tables is told so.</summary>
public sealed class NeedsRestaurant(IStringLocalizer<Words> words) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var place = Place.Of(context.HttpContext)!;
        return place.IsRestaurant
            ? await next(context)
            : new Trouble(StatusCodes.Status409Conflict, words["{0} has no tables", place.Shop], words["Choose a register of a restaurant first: press the shop's name above, or ask a manager."])
                .Answer(context.HttpContext);
    }
}
