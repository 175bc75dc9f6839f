using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using QRCoder;

namespace PosAspire.Tests.Api.Sales.Paying;

public sealed partial class ShowQrTests(PayingShop shop) : IClassFixture<PayingShop>
{
    [Fact]
    public async Task A_tender_that_waits_shows_its_code_and_a_paid_one_does_not()
    {
        using var till = await shop.Api.SignedInAsync();
        var (order, reference, asked) = await shop.CodeAsync();
        var tender = asked["tenders"]![0]!;
        var address = $"/api/v1/orders/{order}/tenders/{tender["id"]}/qr";

        var picture = await till.GetAsync(address);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType?.MediaType);
        Assert.True(picture.Headers.CacheControl!.NoStore);
        var svg = await picture.Content.ReadAsStringAsync();
        Assert.DoesNotContain("style", svg, StringComparison.Ordinal);
        using var expected = QRCodeGenerator.GenerateQrCode((string)tender["qr"]!, QRCodeGenerator.ECCLevel.M);
        Assert.Equal(expected.ModuleMatrix.Select(row => string.Concat(row.Cast<bool>().Select(dark => dark ? '#' : '.'))), Drawn(svg, expected.ModuleMatrix.Count));

        await (await till.GetAsync($"/api/v1/orders/{order}/tenders/{Guid.NewGuid()}/qr")).ProblemAsync(HttpStatusCode.NotFound, "payment.unknown_tender");
        Assert.True(shop.Qris.Pay(reference));
        await shop.SettleAsync(TimeSpan.FromSeconds(5));
        await (await till.GetAsync(address)).ProblemAsync(HttpStatusCode.NotFound, "payment.no_code");
    }

    /// <summary>The modules that the picture's dark path covers, row by row.</summary>
    private static IEnumerable<string> Drawn(string svg, int size)
    {
        var rows = Enumerable.Range(0, size).Select(_ => Enumerable.Repeat('.', size).ToArray()).ToArray();
        var path = XElement.Parse(svg).Elements().Single(element => (string?)element.Attribute("fill") == "#000").Attribute("d")!.Value;
        foreach (Match bar in Bar().Matches(path))
        {
            var (column, row, length) = (int.Parse(bar.Groups[1].ValueSpan, null), int.Parse(bar.Groups[2].ValueSpan, null), int.Parse(bar.Groups[3].ValueSpan, null));
            rows[row].AsSpan(column, length).Fill('#');
        }

        Assert.Equal("", Bar().Replace(path, ""));
        return rows.Select(row => new string(row));
    }

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1H\1z")]
    private static partial Regex Bar();
}
