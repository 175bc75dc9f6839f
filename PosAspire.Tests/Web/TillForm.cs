using System.Net;
using System.Text.RegularExpressions;

namespace PosAspire.Tests.Web;

/// <summary>A browser without scripts: signs in, keeps the form the page gave it, and posts it back with one more field.</summary>
public sealed partial class TillForm(HttpClient client) : IDisposable
{
    public HttpClient Client => client;

    /// <summary>The page as it came last.</summary>
    public string Page { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    /// <summary>The demo person of that role, signed in by password.</summary>
    public static async Task<TillForm> SignedIn(ShopUnderTest shop, string role = "cashier")
    {
        var till = new TillForm(shop.Client());
        await till.Get("/sign-in");
        using var answer = await till.PostRaw("/sign-in", ("username", role), ("password", ShopUnderTest.Password));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        await till.Get("/register");
        return till;
    }

    public async Task Get(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        await Read(answer);
    }

    /// <summary>Posts the page's own hidden fields and these.</summary>
    public async Task Post(string path, params (string Name, string Value)[] more)
    {
        using var answer = await PostRaw(path, more);
        await Read(answer);
    }

    public async Task<HttpResponseMessage> PostRaw(string path, params (string Name, string Value)[] more)
    {
        var hidden = HiddenFields().Matches(FormOf(path)).Select(field => (Name: field.Groups[1].Value, Value: WebUtility.HtmlDecode(field.Groups[2].Value)));
        using var content = new FormUrlEncodedContent(hidden.Where(field => !more.Any(other => other.Name == field.Name)).Concat(more).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    // The form that posts there; otherwise the till's own, whose buttons name their addresses themselves.
    private string FormOf(string path) => Page.IndexOf($"action=\"{path}\"", StringComparison.Ordinal) is >= 0 and var start
        ? Page[start..Page.IndexOf("</form>", start, StringComparison.Ordinal)]
        : Form;

    public string Hidden(string name) =>
        HiddenFields().Matches(Form).First(field => field.Groups[1].Value == name).Groups[2].Value;

    // The till's own form; sign-out is another form on the same page.
    private string Form => Page.IndexOf("<form id=\"till\"", StringComparison.Ordinal) is >= 0 and var start
        ? Page[start..Page.IndexOf("</form>", start, StringComparison.Ordinal)]
        : Page;

    /// <summary>What a person reads: the page without its tags.</summary>
    public string Text => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(Page, " ")), " ");

    public void Dispose() => client.Dispose();

    private async Task Read(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        Page = await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenFields();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
