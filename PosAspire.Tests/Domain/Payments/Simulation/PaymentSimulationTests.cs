using System.Globalization;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>Every seed is a run of its own. <c>POS_SEEDS</c> says how many; <c>POS_SEED</c> repeats one.</summary>
public class PaymentSimulationTests
{
    private const int Seeds = 10_000;

    [Fact]
    public void No_seed_loses_doubles_or_invents_money()
    {
        if (Setting("POS_SEED") is { } one)
            new SimRun(one).Check();
        else
        {
            var bad = FirstBad(Setting("POS_SEEDS") ?? Seeds, forgetsClaims: false);
            Assert.True(bad is null, bad);
        }
    }

    [Fact]
    public void A_book_that_forgets_what_it_was_about_to_ask_is_found_out() => Assert.NotNull(FirstBad(1_000, forgetsClaims: true));

    private static string? FirstBad(int seeds, bool forgetsClaims)
    {
        for (var seed = 1; seed <= seeds; seed++)
        {
            try
            {
                new SimRun(seed, forgetsClaims).Check();
            }
            catch (Exception broken) when (broken is Xunit.Sdk.XunitException or InvalidOperationException)
            {
                return $"Seed {seed} (POS_SEED={seed} repeats it): {broken.Message}";
            }
        }

        return null;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
