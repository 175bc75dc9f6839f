using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Payments.Offline;

public sealed class OfflineRulesTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    private static readonly OfflineLimits Limits = new(10_000, 200_000, TimeSpan.FromHours(20));

    [Theory]
    [InlineData("method:pm_card", OfflineVerdict.MayQueue)]
    [InlineData("reader:tmr_1", OfflineVerdict.NotEligible)]
    [InlineData(null, OfflineVerdict.NotEligible)]
    [InlineData("pm_card", OfflineVerdict.NotEligible)]
    public void Only_what_the_provider_keeps_for_us_can_wait(string? source, OfflineVerdict verdict)
    {
        Assert.Equal(verdict, OfflineRules.Decide(Limits, source, 500, default, Now, isApproved: false));
        // Approval makes nothing chargeable that is not.
        Assert.Equal(verdict, OfflineRules.Decide(Limits, source, 500, default, Now, isApproved: true));
    }

    [Theory]
    [InlineData(10_000, 0, 0, true)]
    [InlineData(10_001, 0, 0, false)]
    [InlineData(10_000, 190_000, 1, true)]
    [InlineData(10_000, 190_001, 1, false)]
    [InlineData(1, 200_000, 1, false)]
    [InlineData(100, 100, 19.99, true)]
    [InlineData(100, 100, 20, false)]
    public void Above_a_limit_a_manager_decides(long charged, long waiting, double oldestHours, bool within)
    {
        var queue = new OfflineWaiting(waiting == 0 ? 0 : 1, waiting, waiting == 0 ? null : Now.AddHours(-oldestHours));
        Assert.Equal(within ? OfflineVerdict.MayQueue : OfflineVerdict.NeedsApproval, OfflineRules.Decide(Limits, "method:pm", charged, queue, Now, isApproved: false));
        Assert.Equal(OfflineVerdict.MayQueue, OfflineRules.Decide(Limits, "method:pm", charged, queue, Now, isApproved: true));
    }

    [Fact]
    public void Every_currency_has_limits_and_nothing_is_trusted_for_a_day()
    {
        foreach (var currency in new[] { Currency.Usd, Currency.Idr })
        {
            var limits = OfflineLimits.Of(currency);
            Assert.True(limits.MaxItemMinor < limits.MaxTotalMinor);
            Assert.Equal(TimeSpan.FromHours(20), limits.MaxAge);
        }

        Assert.True(OfflineLimits.Of(Currency.Idr).MaxItemMinor > 100 * OfflineLimits.Of(Currency.Usd).MaxItemMinor);
    }
}
