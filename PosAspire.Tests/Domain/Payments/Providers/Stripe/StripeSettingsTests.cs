using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PosAspire.Domain.Payments.Providers.Stripe;

namespace PosAspire.Tests.Domain.Payments.Providers.Stripe;

public class StripeSettingsTests
{
    private const string Key = "sk_test_0123456789abcdef";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_a_key_there_are_no_cards(string? key) => Assert.Null(Read(("STRIPE_SECRET_KEY", key)));

    [Fact]
    public void With_a_key_it_goes_to_Stripe_itself_with_the_limits_of_a_till()
    {
        var settings = Read(("STRIPE_SECRET_KEY", Key), ("STRIPE_WEBHOOK_SECRETS", " whsec_0123456789abcdef, whsec_fedcba9876543210 "))!;

        Assert.Equal(("https://api.stripe.com", "https://status.stripe.com"), (settings.Api, settings.StatusPage));
        Assert.Equal(["whsec_0123456789abcdef", "whsec_fedcba9876543210"], settings.WebhookSecrets);
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)), (settings.Connect, settings.Call));
        Assert.DoesNotContain(Key, settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STRIPE_SECRET_KEY", "sk short")]
    [InlineData("STRIPE_SECRET_KEY", "sk_test_with a blank in it")]
    [InlineData("STRIPE_WEBHOOK_SECRETS", "whsec_0123456789abcdef,short")]
    [InlineData("STRIPE_API_BASE", "http://stripe.example")]
    [InlineData("STRIPE_API_BASE", "not an address")]
    [InlineData("STRIPE_STATUS_BASE", "ftp://status.example")]
    public void A_wrong_setting_stops_the_host_with_a_sentence_that_names_it_and_shows_nothing(string name, string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(("STRIPE_SECRET_KEY", Key), (name, value)));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stand_on_this_machine_may_speak_plain_http()
        => Assert.Equal("http://127.0.0.1:4010", Read(("STRIPE_SECRET_KEY", Key), ("STRIPE_API_BASE", "http://127.0.0.1:4010/"))!.Api);

    private static StripeSettings? Read(params (string Name, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (name, value) in settings)
            values[name] = value;
        return StripeSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
