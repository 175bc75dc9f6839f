using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Catalog.Scanning;

namespace PosAspire.Tests.Domain.Catalog.Scanning;

public sealed class ScanTests
{
    [Theory]
    [InlineData("088004036225", "00088004036225")]
    [InlineData("88004036225", "00088004036225")]
    [InlineData("4006381333931", "04006381333931")]
    [InlineData("10088004038226", "10088004038226")]
    [InlineData("]E00088004036225", "00088004036225")]
    [InlineData("]I110088004038226", "10088004038226")]
    [InlineData("]C010088004038226", "10088004038226")]
    [InlineData("04182635", "00041800000265")]
    [InlineData("]E00041800000265", "00041800000265")]
    [InlineData("]E402345673", "00000002345673")]
    [InlineData("96385074", "00000096385074")]
    [InlineData("]C1011008800403822610LOT7\u001d21S1", "10088004038226")]
    [InlineData("]C1\u001d0110088004038226", "10088004038226")]
    [InlineData("011008800403822610LOT7", "10088004038226")]
    [InlineData("(01)10088004038226(10)LOT7", "10088004038226")]
    [InlineData("]Q1(01)10088004038226(10)LOT7", "10088004038226")]
    [InlineData("https://id.gs1.org/01/10088004038226/10/LOT7?17=271231&lang=en", "10088004038226")]
    [InlineData("]Q1HTTPS://example.com/some/stem/01/088004036225/21/A%2FB", "00088004036225")]
    public void Every_way_to_scan_a_product_finds_its_number(string scanned, string gtin)
    {
        Assert.True(Scan.TryRead(scanned, out var scan, out var error), error?.Sentence);
        Assert.Equal((gtin, null), (scan.Gtin.Value, scan.Alternative?.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1234567")]
    [InlineData("123456789012345")]
    [InlineData("00000000")]
    [InlineData("08800403622X")]
    [InlineData("٠٨٨٠٠٤٠٣٦٢٢٥")]
    [InlineData("088004036224")]
    [InlineData(" 088004036225")]
    [InlineData("]E3008800403622512")]
    [InlineData("]E4088004036225")]
    [InlineData("]Z0088004036225")]
    [InlineData("]C100123456789012345675")]
    [InlineData("]C10210088004038226" + "3712")]
    [InlineData("(10)LOT7")]
    [InlineData("(01)10088004038225")]
    [InlineData("https://example.com/menu")]
    [InlineData("https://example.com/01/10088004038226/10")]
    [InlineData("https://example.com/01/10088004038226/21/S/10/L")]
    [InlineData("https://[")]
    [InlineData("https://example.com/01/not-a-number")]
    public void What_names_no_product_gets_a_reason_and_no_match(string scanned)
    {
        Assert.False(Scan.TryRead(scanned, out _, out var error));
        Assert.Equal("catalog.invalid_barcode", error.Code);
        Assert.False(Scan.TryRead(scanned + new string('0', Scan.MaxLength + 1), out _, out _));
    }

    [Fact]
    public void Eight_digits_that_can_be_two_numbers_are_both()
    {
        var both = Enumerable.Range(0, 2_000_000).Select(number => number.ToString("D8", CultureInfo.InvariantCulture))
            .Where(code => UpcE.TryExpand(code, out _) && Gtin.HasCheckDigit(code)).Take(500).ToList();
        Assert.Equal(500, both.Count);
        Assert.All(both, code =>
        {
            Assert.True(Scan.TryRead(code, out var scan, out _));
            Assert.True(UpcE.TryExpand(code, out var expanded));
            Assert.Equal((expanded, $"000000{code}"), (scan.Gtin, scan.Alternative?.Value));
            Assert.True(Scan.TryRead($"]E4{code}", out var short8, out _));
            Assert.Equal(($"000000{code}", null), (short8.Gtin.Value, short8.Alternative));
        });
    }

    [Fact]
    public void A_GS1_label_tells_lot_day_serial_weight_and_price()
    {
        Assert.True(Scan.TryRead("]C10110088004038226172702003103001250392250012\u001d10A-7\u001d21S(1)", out var scan, out _));
        var elements = scan.Elements!;
        Assert.Equal(("A-7", "S(1)", 1.25m, 500.12m), (elements.Lot, elements.Serial, elements.NetKilograms, elements.AmountPayable));
        Assert.Equal(new DateOnly(2027, 2, 28), elements.Expires(2026));
    }

    [Theory]
    [InlineData("991231", 2026, "1999-12-31")]
    [InlineData("261122", 2026, "2026-11-22")]
    [InlineData("760101", 2026, "2076-01-01")]
    [InlineData("770101", 2026, "1977-01-01")]
    [InlineData("010101", 2099, "2101-01-01")]
    public void The_century_of_a_date_follows_from_today(string digits, int today, string date)
    {
        Assert.True(Gs1Date.TryRead(digits, today, out var read));
        Assert.Equal(date, read.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("220812713657", "00220812000009", 1365)]
    [InlineData("0220812713657", "00220812000009", 1365)]
    [InlineData("2003493104857", "02003490000000", 10485)]
    public void A_scale_code_is_its_item_and_a_price(string scanned, string item, long price)
    {
        Assert.True(Scan.TryRead(scanned, out var scan, out _));
        Assert.Equal(item, scan.Price?.Item.Value[..13] + item[^1]);
        Assert.Equal((price, true), (scan.Price!.Value.PriceMinor, Gtin.HasCheckDigit(scan.Price.Value.Item.Value)));
        Assert.False(Scan.TryRead(scanned[..^1] + (char)('0' + ((scanned[^1] - '0' + 1) % 10)), out _, out _));
    }

    [Fact]
    public void One_misread_digit_of_a_price_is_noticed() =>
        Prop.ForAll(Gen.Choose(0, 9999).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (price, where, by) =>
        {
            var digits = price.ToString("D4", CultureInfo.InvariantCulture).ToCharArray();
            digits[where] = (char)('0' + ((digits[where] - '0' + by) % 10));
            return EmbeddedPrice.CheckOfFour(price) != EmbeddedPrice.CheckOfFour(int.Parse(digits, CultureInfo.InvariantCulture));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Plain_digits_cost_no_memory()
    {
        Scan.TryRead("088004036225", out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 1_000; time++)
            Scan.TryRead("088004036225", out _, out _);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Every_identifier_of_the_dictionary_is_known_and_none_begins_another()
    {
        Assert.InRange(ApplicationIdentifiers.Count, 500, 600);
        Assert.Null(ApplicationIdentifiers.AtStartOf("89123"));
        Assert.Equal("3103", ApplicationIdentifiers.AtStartOf("3103001250")?.Identifier);
        Assert.Null(ApplicationIdentifiers.Find("0"));
    }
}
