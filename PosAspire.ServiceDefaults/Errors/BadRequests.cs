using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PosAspire.ServiceDefaults.Errors;

/// <summary>Says which part of a request could not be read. Only names are repeated to the caller, never values.</summary>
internal static class BadRequests
{
    // The words System.Text.Json uses for each case; it gives no code. A test holds each of them.
    private const string Unmapped = "could not be mapped to any .NET member";
    private const string Missing = "missing required properties";
    private const string Duplicate = "Duplicate property";
    private const int MaxName = 64;

    public static Problem Explain(BadHttpRequestException error)
    {
        if (error.StatusCode != StatusCodes.Status400BadRequest)
        {
            return Problem.Of(error.StatusCode) ?? Problem.Of(StatusCodes.Status400BadRequest)!;
        }

        return error.InnerException is JsonException json ? Json(json) : Parameter(error.Message);
    }

    private static Problem Json(JsonException error)
    {
        string field = Name(error.Path?.TrimStart('$').TrimStart('.'));
        return error.Message switch
        {
            var text when text.Contains(Unmapped, StringComparison.Ordinal)
                => Bad("unknown_field", "Unknown field", $"The request has the field \"{field}\", which is not known here, so nothing was done. Remove it and send the request again."),
            var text when text.Contains(Missing, StringComparison.Ordinal)
                => Bad("missing_field", "Missing field", $"A required field is missing: {Listed(text)}. Nothing was done. Add it and send the request again."),
            var text when text.Contains(Duplicate, StringComparison.Ordinal)
                => Bad("invalid_json", "Invalid JSON", $"The same field stands twice in the request{At(field)}, so nothing was done."),
            _ => Bad("invalid_json", "Invalid JSON", $"The request's JSON cannot be read{At(field)}, so nothing was done. Check it and send it again."),
        };
    }

    /// <summary>ASP.NET Core quotes the parameter's type and name first: <c>Failed to bind parameter "int limit" from "abc".</c></summary>
    private static Problem Parameter(string message)
    {
        string[] quoted = message.Split('"');
        string name = quoted.Length > 1 ? Name(quoted[1].Split(' ')[^1]) : "";
        if (message.Contains("body", StringComparison.Ordinal))
        {
            return Bad("missing_body", "Missing body", "The request needs a JSON body and has none, so nothing was done.");
        }

        return message.StartsWith("Required parameter", StringComparison.Ordinal)
            ? Bad("missing_parameter", "Missing parameter", $"The parameter \"{name}\" is missing, so nothing was done. Add it and try again.")
            : Bad("invalid_parameter", "Invalid parameter", $"The parameter \"{name}\" cannot be read, so nothing was done. Check it and try again.");
    }

    private static Problem Bad(string code, string title, string detail) => new(StatusCodes.Status400BadRequest, "request." + code, title, detail);

    /// <summary>The names stand in single quotes at the end of the text; they are the request's own, not the caller's.</summary>
    private static string Listed(string text) => string.Join(", ", text[text.IndexOf(Missing, StringComparison.Ordinal)..].Split('\'').Where((_, at) => at % 2 == 1).Select(Name));

    private static string At(string field) => field.Length > 0 ? $" at \"{field}\"" : "";

    private static string Name(string? text)
        => new([.. (text ?? "").Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '[' or ']').Take(MaxName)]);
}
