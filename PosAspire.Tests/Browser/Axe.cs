using System.Text.Json;
using Microsoft.Playwright;
using PosAspire.Tests.Architecture;

namespace PosAspire.Tests.Browser;

/// <summary>The accessibility rules of axe-core, run in the page as it stands.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Path.Combine(Repository.Root, "PosAspire.Web/node_modules/axe-core/axe.min.js")));

    // Half-way through a transition (a change of theme, a question that opens) a page has colours that nobody chose.
    private const string Settle = "() => document.getAnimations().filter(move => move instanceof CSSTransition).forEach(move => move.finish())";

    /// <summary>Ends every transition, and fails when a rule of axe's impacts "serious" or "critical" is broken.</summary>
    public static async Task Accessible(IPage page, string where)
    {
        await page.EvaluateAsync(Script.Value);
        await page.EvaluateAsync(Settle);
        var found = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations)");
        var serious = found.EnumerateArray().Where(rule => rule.GetProperty("impact").GetString() is "serious" or "critical").Select(Words);
        Assert.True(!serious.Any(), $"{where}:\n{string.Join('\n', serious)}");
    }

    private static string Words(JsonElement rule) =>
        $"{rule.GetProperty("id")}: {rule.GetProperty("help")}: {string.Join(" | ", rule.GetProperty("nodes").EnumerateArray().Take(3).Select(node => $"{node.GetProperty("html")} ({node.GetProperty("failureSummary")})"))}";
}
