using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Form encoding with nested names: <c>metadata[order]=1&amp;expand[0]=latest_charge</c>.</summary>
internal static class Forms
{
    public static HttpContent Content(BaseOptions options)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Encode(options)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") { CharSet = "utf-8" };
        return content;
    }

    public static string Encode(BaseOptions options)
        => options is null ? "" : string.Join('&', Flatten(options, "").Select(pair => $"{Escape(pair.Name)}={Escape(pair.Value)}"));

    private static IEnumerable<(string Name, string Value)> Flatten(object value, string name) => value switch
    {
        AnyOf either => either.Value is null ? [] : Flatten(either.Value, name),
        INestedOptions options => Properties(options).SelectMany(property => Flatten(property.Value, Inside(name, property.Name))),
        string text => [(name, text)],
        IDictionary entries => Entries(entries).SelectMany(entry => Flatten(entry.Value, Inside(name, (string)entry.Key))),
        IEnumerable items => List(items.Cast<object>().ToList(), name),
        DateTime time => [(name, new DateTimeOffset(time).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))],
        _ => [(name, Convert.ToString(value, CultureInfo.InvariantCulture))],
    };

    // What nobody set is not sent.
    private static IEnumerable<(string Name, object Value)> Properties(INestedOptions options)
        => options.GetType().GetRuntimeProperties()
            .Select(property => (NameOf(property), property.GetValue(options)))
            .Where(property => property.Item2 is not null);

    private static IEnumerable<DictionaryEntry> Entries(IDictionary entries)
    {
        foreach (DictionaryEntry entry in entries)
            yield return entry;
    }

    // An empty list cannot be written; Stripe takes an empty value for it.
    private static IEnumerable<(string Name, string Value)> List(List<object> items, string name)
        => items.Count == 0 ? [(name, "")] : items.SelectMany((item, index) => Flatten(item, $"{name}[{index}]"));

    private static string NameOf(PropertyInfo property)
        => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    private static string Inside(string outer, string name) => outer.Length == 0 ? name : $"{outer}[{name}]";

    private static string Escape(string text) => WebUtility.UrlEncode(text).Replace("%5B", "[").Replace("%5D", "]");
}
