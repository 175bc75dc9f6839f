using System.Text;
using System.Text.Json.Nodes;
using PosAspire.Domain.Payments.Providers.Qris;

namespace PosAspire.Tests.Domain.Payments.Providers.Qris;

public sealed class QrisNoticeTests
{
    // The gateway's own worked example of a signature (docs.midtrans.com, "Receiving Notifications").
    private const string Key = "askvnoibnosifnboseofinbofinfgbiufglnbfg";

    private static readonly QrisSettings Settings = new(new("https://gateway.test/"), Key);

    [Fact]
    public void A_notice_with_the_documented_signature_is_the_gateways()
    {
        var notice = QrisNotice.TryRead(Body(_ => { }), Settings);
        Assert.Equal("1111", notice!.OrderId);
        var kept = notice.ToEvent();
        Assert.Equal(("qris", "settlement", "1111"), (kept.Provider, kept.Type, kept.ObjectRef));
        Assert.DoesNotContain("customer", kept.Payload, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Budi", kept.Payload, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order_id", "1112")]
    [InlineData("status_code", "201")]
    [InlineData("gross_amount", "1.00")]
    [InlineData("signature_key", "")]
    [InlineData("signature_key", "zz")]
    [InlineData("signature_key", null)]
    [InlineData("order_id", null)]
    public void A_notice_that_was_changed_is_nobodys(string member, string? value) =>
        Assert.Null(QrisNotice.TryRead(Body(body => body[member] = value), Settings));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"order_id\":1111}")]
    [InlineData("order_id=1111")]
    public void What_cannot_be_read_is_nobodys(string body) => Assert.Null(QrisNotice.TryRead(Encoding.UTF8.GetBytes(body), Settings));

    [Fact]
    public void A_member_too_long_to_keep_is_refused() =>
        Assert.Null(QrisNotice.TryRead(Body(body => body["transaction_status"] = new string('x', 61)), Settings));

    [Fact]
    public void Neither_the_settings_nor_the_provider_print_the_key() => Assert.DoesNotContain(Key, $"{Settings}", StringComparison.Ordinal);

    private static byte[] Body(Action<JsonObject> change)
    {
        var body = new JsonObject
        {
            ["order_id"] = "1111",
            ["status_code"] = "200",
            ["gross_amount"] = "100000.00",
            ["transaction_status"] = "settlement",
            ["customer_details"] = new JsonObject { ["full_name"] = "Budi" },
            ["signature_key"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData(Encoding.UTF8.GetBytes($"1111200100000.00{Key}"))),
        };
        change(body);
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
