using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PosAspire.Web.Frame.Office;

/// <summary>How the pages of the back office answer.</summary>
public static class OfficeAnswers
{
    /// <summary>Says on the next page what was just done; a word that the page knows.</summary>
    public const string Done = "done";

    /// <summary>A page or a fragment of one.</summary>
    public static IResult Show<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new RazorComponentResult<TPage>(new RouteValueDictionary(parameters)) { StatusCode = status };

    /// <summary>The form again, with what was typed and why it was not accepted.</summary>
    public static IResult Again<TPage>(object parameters)
        where TPage : IComponent => Show<TPage>(parameters, StatusCodes.Status422UnprocessableEntity);

    /// <summary>After something was done: a page that can be loaded again without doing it again.</summary>
    public static IResult Next(string path, string done) =>
        TypedResults.LocalRedirect($"{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}{Done}={done}");

    /// <summary>What cannot be shown: unknown, or of a shop that is not one's own.</summary>
    public static IResult Refused(HttpContext http, ApiProblem problem, ProblemWords words)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(words);
        return problem.Status == StatusCodes.Status404NotFound
            ? Trouble.NotFound.Answer(http)
            : new Trouble(problem.Status, "This cannot be done", words.Say(problem)).Answer(http);
    }
}
