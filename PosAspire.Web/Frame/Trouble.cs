using Microsoft.AspNetCore.Http.HttpResults;

namespace PosAspire.Web.Frame;

/// <summary>Something a person must be told: what happened, what was kept, what to do. Shown in place or as a page.</summary>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Title">A few words.</param>
/// <param name="Detail">A sentence or two for a cashier.</param>
public sealed record Trouble(int Status, string Title, string Detail)
{
    public static readonly Trouble OutOfDate = new(StatusCodes.Status400BadRequest, "This page is out of date",
        "Nothing was done. Reload the page and do it again; what is in the cart stays.");

    public static readonly Trouble NotFound = new(StatusCodes.Status404NotFound, "There is no such page",
        "The address may be mistyped or the page may have moved.");

    public static readonly Trouble NoOrder = new(StatusCodes.Status404NotFound, "This link leads to no order",
        "It may be mistyped, or the order was some days ago. Ask the staff for a new one.");

    public static readonly Trouble Failed = new(StatusCodes.Status500InternalServerError, "Something went wrong on our side",
        "It was written down for the people who mend it. What is in the cart stays. Try again; if it happens twice, tell your manager.");

    public static readonly Trouble ApiSilent = new(StatusCodes.Status503ServiceUnavailable, "The shop's server does not answer",
        "Nothing is lost: what is in the cart stays here. Wait a moment; if it lasts longer than a minute, tell your manager that “api” is down.");

    /// <summary>In place for a fragment request, a whole page otherwise.</summary>
    public IResult Answer(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var parameters = new Dictionary<string, object?> { [nameof(TroublePage.Trouble)] = this };
        if (!http.Request.WantsFragment())
            return new RazorComponentResult<TroublePage>(parameters) { StatusCode = Status };
        http.Response.ShowAsNotice(Status);
        return new RazorComponentResult<Notice>(parameters) { StatusCode = Status };
    }
}
