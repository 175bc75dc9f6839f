namespace PosAspire.Tests.Web;

/// <summary>Settings on top of what a test needs anyway.</summary>
public sealed record ShopSettings
{
    public (string Name, string Value)[] Api { get; init; } = [];

    public (string Name, string Value)[] Web { get; init; } = [];
}

/// <summary>One shop for the tests of a class.</summary>
public sealed class ShopFixture : IAsyncLifetime
{
    public ShopUnderTest Shop { get; private set; } = null!;

    public async Task InitializeAsync() => Shop = await ShopUnderTest.StartFresh();

    public async Task DisposeAsync() => await Shop.DisposeAsync();
}
