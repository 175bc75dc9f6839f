using PosAspire.Web.Sales;

namespace PosAspire.Tests.Web.Sales;

public class CartTests
{
    private readonly Guid rum = Guid.CreateVersion7();

    [Fact]
    public void Every_cart_has_a_key_of_its_own() =>
        Assert.NotEqual(Cart.Empty("LIQ1").Key, Cart.Empty("LIQ1").Key);

    [Fact]
    public void The_same_item_again_raises_its_line() =>
        Assert.Equal([new RequestedLine(rum, 13)], Cart.Empty("LIQ1").Add(rum, 1)!.Add(rum, 12)!.Lines);

    [Fact]
    public void A_line_holds_no_more_than_its_limit()
    {
        var full = Cart.Empty("LIQ1").Add(rum, Cart.MaxQuantity)!;
        Assert.Null(full.Add(rum, 1));
        Assert.Equal(full, full.Change(rum, 1));
    }

    [Fact]
    public void A_cart_holds_no_more_lines_than_its_limit()
    {
        var cart = Enumerable.Range(0, Cart.MaxLines).Aggregate(Cart.Empty("LIQ1"), (cart, _) => cart.Add(Guid.CreateVersion7(), 1)!);
        Assert.Null(cart.Add(rum, 1));
    }

    [Fact]
    public void Changing_an_item_that_is_gone_changes_nothing()
    {
        var cart = Cart.Empty("LIQ1");
        Assert.Equal(cart, cart.Change(rum, 1));
    }
}
