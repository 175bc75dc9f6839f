using PosAspire.Domain.Payments.Ledgers;

namespace PosAspire.Tests.Domain.Payments.Ledgers;

public sealed class StoredValueCodeTests
{
    [Fact]
    public void A_new_code_is_read_back_however_it_is_typed()
    {
        for (var turn = 0; turn < 200; turn++)
        {
            var code = StoredValueCode.New();
            var read = StoredValueCode.Read(code)!;
            Assert.Equal(19, code.Length);
            Assert.Equal(code[^4..], read.Last4);
            foreach (var typed in new[] { code.Replace("-", "", StringComparison.Ordinal), code.ToLowerInvariant(), code.Replace('-', ' '), code.Replace('0', 'o').Replace('1', 'l') })
                Assert.Equal(read.Hash, StoredValueCode.Read(typed)!.Hash);
        }
    }

    [Fact]
    public void Two_codes_are_not_the_same() => Assert.Equal(500, Enumerable.Range(0, 500).Select(_ => StoredValueCode.New()).Distinct().Count());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7K2M-9QTD-XW4A-03Z")]
    [InlineData("7K2M-9QTD-XW4A-03Z!")]
    [InlineData("7K2M-9QTD-XW4A-03Zé")]
    [InlineData("7K2M9QTDXW4A03ZB7K2M9QTDXW4A03ZB7")]
    public void What_is_no_code_is_not_looked_for(string? typed) => Assert.Null(StoredValueCode.Read(typed));

    [Fact]
    public void A_code_in_a_log_shows_only_its_end()
    {
        var code = StoredValueCode.New();
        Assert.Equal($"…{code[^4..]}", $"{StoredValueCode.Read(code)}");
    }
}
