using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Frame;

/// <summary>Names the sentences for Api's refusals: the key is the error's code, <c>Problems.id.resx</c> holds the Indonesian sentence.</summary>
public sealed class Problems;

/// <summary>Says a refusal in the person's language. Api writes English; what has no sentence yet is shown as Api wrote it.</summary>
public sealed class ProblemWords(IStringLocalizer<Problems> sentences)
{
    public string Say(ApiProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var known = sentences[problem.Code];
        return known.ResourceNotFound ? problem.Detail : known.Value;
    }
}
