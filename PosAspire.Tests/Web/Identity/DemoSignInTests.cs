using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using PosAspire.Domain.Identity;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.Tests.Architecture;
using PosAspire.Web.Identity;

namespace PosAspire.Tests.Web.Identity;

public partial class DemoSignInTests
{
    [Fact]
    public async Task What_the_screen_tells_a_stranger_signs_in()
    {
        var setting = Constant().Match(string.Join('\n', Repository.Lines("PosAspire.AppHost/GraphParts.cs"))).Groups[1].Value;
        var demo = Read(setting);
        Assert.Equal(Roles.All.Order(), demo.People.Select(person => person.Name).Order());

        await using var shop = await ShopUnderTest.StartFresh((DemoSignIn.Setting, setting));
        foreach (var (name, pin) in demo.People)
        {
            Assert.Equal(ShopUnderTest.Pin(name), pin);
            using var stranger = new TillForm(shop.Client());
            await stranger.Get("/sign-in");
            Assert.Contains(name, stranger.Text, StringComparison.Ordinal);
            Assert.Contains(demo.Password, stranger.Text, StringComparison.Ordinal);
            using var answer = await stranger.PostRaw("/sign-in", ("username", name), ("password", demo.Password));
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_real_shop_tells_nobody_anything()
    {
        await using var shop = await ShopUnderTest.StartFresh();
        using var stranger = new TillForm(shop.Client());
        await stranger.Get("/sign-in");
        Assert.DoesNotContain("demo", stranger.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("password-alone")]
    [InlineData("password cashier")]
    [InlineData("password cashier=1=2")]
    public void A_setting_that_cannot_be_read_is_refused_in_words(string setting) =>
        Assert.Contains("name=PIN", Assert.Throws<SettingException>(() => Read(setting)).Message, StringComparison.Ordinal);

    private static DemoSignIn Read(string setting) =>
        DemoSignIn.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(DemoSignIn.Setting, (string?)setting)]).Build());

    [GeneratedRegex("DemoSignIn = \"([^\"]+)\"")]
    private static partial Regex Constant();
}
