using PosAspire.Tests.Web;

namespace PosAspire.Tests.Browser;

/// <summary>A test in a shop that takes cards and codes: both services answer, and Workers do their part.</summary>
public abstract class CardShopTest(Chromium chromium) : ShopTest(chromium)
{
    private Cards? cards;

    /// <summary>The services that the shop's money comes through.</summary>
    protected Cards Cards => cards!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Cards.WorkAsync(Shop.Database);
    }

    public override async Task DisposeAsync()
    {
        // Workers stop before their database does.
        await Cards.RestAsync();
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            await Cards.DisposeAsync();
        }
    }

    protected override async Task<ShopSettings> SettingsAsync()
    {
        cards = await Cards.StartAsync();
        return new() { Web = Settings, Api = cards.Settings };
    }
}
