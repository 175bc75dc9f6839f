using FsCheck;
using FsCheck.Fluent;
using PosAspire.Domain.Catalog;

namespace PosAspire.Tests.Domain.Catalog;

public sealed class GtinTests
{
    [Theory]
    [InlineData("088004036225", "00088004036225")]
    [InlineData("88004036225", "00088004036225")]
    [InlineData("0088004036225", "00088004036225")]
    [InlineData("4006381333931", "04006381333931")]
    [InlineData("10088004038226", "10088004038226")]
    [InlineData("96385074", "00000096385074")]
    public void Every_length_of_the_same_number_is_one_number(string scanned, string gtin)
    {
        Assert.True(Gtin.TryParse(scanned, out var read, out _));
        Assert.Equal(gtin, read.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567")]
    [InlineData("123456789012345")]
    [InlineData("08800403622X")]
    [InlineData("٠٨٨٠٠٤٠٣٦٢٢٥")]
    [InlineData("088004036224")]
    [InlineData(" 088004036225")]
    [InlineData("]E0088004036225")]
    public void What_is_no_barcode_gets_a_reason_and_no_match(string scanned)
    {
        Assert.False(Gtin.TryParse(scanned, out _, out var error));
        Assert.Equal("catalog.invalid_barcode", error.Code);
    }

    [Theory]
    // Ibotta/ruby_upc_tools: 04182635 is the short form of 041800000265.
    [InlineData("04182635")]
    [InlineData("04252614")]
    [InlineData("02060139")]
    public void A_short_UPC_E_is_never_taken_for_another_product(string scanned)
    {
        Assert.False(Gtin.TryParse(scanned, out _, out var error));
        Assert.Contains("UPC-E", error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    // gs1/gs1-syntax-engine and Ibotta/ruby_upc_tools, as listed in 05-barcodes.
    [InlineData("98765432109", 8)]
    [InlineData("000000456789", 9)]
    [InlineData("0000004567898", 1)]
    [InlineData("5874139845602", 0)]
    [InlineData("211223378965", 7)]
    [InlineData("0234568", 0)]
    public void The_check_digit_is_the_published_one(string body, int digit) => Assert.Equal(digit, Gtin.CheckDigit(body));

    [Fact]
    public void One_misread_digit_is_always_noticed() =>
        Prop.ForAll(Gen.Choose(0, 9).ArrayOf(13).ToArbitrary(), Gen.Choose(0, 13).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (digits, where, by) =>
        {
            var body = string.Concat(digits);
            var code = (body + Gtin.CheckDigit(body)).ToCharArray();
            code[where] = (char)('0' + ((code[where] - '0' + by) % 10));
            return !Gtin.HasCheckDigit(code);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("82000747185")]
    [InlineData("0")]
    [InlineData("30087116013800")]
    public void A_case_code_is_fourteen_right_digits_or_none(string code) => Assert.False(Gtin.TryParseCaseCode(code, out _));
}
