using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Qris;

namespace PosAspire.Tests.Workers.Payments;

/// <summary>The match as an operator runs it, against a gateway that has its own ledger.</summary>
public sealed class ReconciliationTests(PayingShop shop) : IClassFixture<PayingShop>
{
    [Fact]
    public async Task The_match_settles_what_is_unknown_and_lists_what_disagrees_with_what_to_do()
    {
        var (_, paid, _) = await shop.CodeAsync();
        shop.Qris.Pay(paid);
        await shop.SettleAsync(TimeSpan.FromSeconds(5));
        Assert.Equal((0, "1 payments compared, 0 settled, 0 differences"), await ReconcileAsync());

        // Paid while nobody listened: the match itself finds out.
        var (unknown, reference, _) = await shop.CodeAsync();
        shop.Qris.Pay(reference);
        Assert.Equal((0, "2 payments compared, 1 settled, 0 differences"), await ReconcileAsync());
        Assert.Equal("completed", await shop.Database.ScalarAsync<string>($"SELECT status FROM orders WHERE id = '{unknown}'"));

        // Paid after it had expired, and a row that somebody has changed by hand.
        var (late, expired, _) = await shop.CodeAsync();
        shop.Qris.Expire(expired);
        await shop.SettleAsync(TimeSpan.FromSeconds(5));
        shop.Qris.PayLate(expired);
        await shop.Database.ExecuteAsync($"UPDATE payments SET captured_minor = captured_minor + 1, refunded_minor = 0 WHERE order_id = '{unknown}'");
        var (code, words) = await ReconcileAsync();
        Assert.Equal(4, code);
        Assert.True(words.Contains("3 payments compared, 0 settled, 2 differences", StringComparison.Ordinal), words);
        Assert.Contains("paid_not_recorded", Line(words, expired), StringComparison.Ordinal);
        Assert.Contains("Give the money back", Line(words, expired), StringComparison.Ordinal);
        Assert.Contains("other_amount", Line(words, reference), StringComparison.Ordinal);
        Assert.Equal(2, await CasesAsync());
        await ReconcileAsync();
        Assert.Equal(2, await CasesAsync());
        Assert.Equal("awaiting_payment", await shop.Database.ScalarAsync<string>($"SELECT status FROM orders WHERE id = '{late}'"));

        // A complete order that its payments do not cover is the ledger's finding.
        await shop.Database.ExecuteAsync($"UPDATE orders SET status = 'completed', completed_at = now() WHERE id = '{late}'");
        Assert.Contains("not_covered", (await ReconcileAsync()).Words, StringComparison.Ordinal);

        await shop.Qris.CloseAsync();
        Assert.Contains("not_compared", (await ReconcileAsync()).Words, StringComparison.Ordinal);
        await shop.Qris.OpenAsync();
    }

    private static string Line(string words, string reference) => words.Split('\n').Single(line => line.Contains(reference, StringComparison.Ordinal));

    private Task<long> CasesAsync() => shop.Database.ScalarAsync<long>("SELECT count(*) FROM payment_cases WHERE kind = 'mismatch'");

    private async Task<(int Code, string Words)> ReconcileAsync()
    {
        var (code, output, errors) = await PosctlProcess.RunAsync(
            shop.Database.ConnectionString, [("QRIS_SERVER_KEY", FakeQris.ServerKey), ("QRIS_API_BASE", $"{shop.Qris.Address}")], "payments", "reconcile");
        Assert.DoesNotContain(FakeQris.ServerKey, output + errors, StringComparison.Ordinal);
        return (code, output.Trim());
    }
}
