using System.Net;
using System.Text.RegularExpressions;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Receipts;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Sales.Receipts;

public sealed class ReceiptTests
{
    private static readonly Receipt Bottles = new()
    {
        ShopName = "Iowa Spirits",
        OrderId = Guid.Parse("0198c0de-0000-7000-8000-000000000000"),
        Number = "12",
        At = new(2026, 11, 22, 14, 3, 59),
        Status = OrderStatus.Completed,
        IsTraining = false,
        IsCopy = false,
        Label = null,
        Currency = Currency.Usd,
        Lines = [new("AVERNA AMARO", "750 ml", 2, 61_728, 0, 123_456, []), new("BLACK VELVET RESERVE WITH A VERY LONG NAME", "", 1, 1_000, 100, 900, [])],
        SubtotalMinor = 124_356,
        ServiceMinor = 0,
        Taxes = [new("Sales tax", 0.07m, 8_705, false)],
        TotalMinor = 133_061,
        CashRoundingMinor = -1,
        DueMinor = 133_060,
        Tenders = [new("Cash", true, 140_000, 6_940)],
    };

    private static readonly Receipt Steak = Bottles with
    {
        ShopName = "Steak Kenangan",
        Currency = Currency.Idr,
        Label = "Table 7",
        Lines = [new("Rendang Wagyu", "", 1, 280_000, 0, 280_000, [new("Medium rare", 0), new("Extra sambal", 5_000)])],
        SubtotalMinor = 280_000,
        ServiceMinor = 14_000,
        Taxes = [new("PB1", 0.10m, 26_727, true)],
        TotalMinor = 294_000,
        CashRoundingMinor = 0,
        DueMinor = 294_000,
        Tenders = [new("Cash", true, 300_000, 6_000)],
    };

    [Fact]
    public void A_bottle_shops_receipt_reads_so() => Assert.Equal(
        """
                       Iowa Spirits
        Order 12                  2026-11-22 14:03
        ------------------------------------------
        AVERNA AMARO 750 ml              $1,234.56
          2 x $617.28
        BLACK VELVET RESERVE WITH A VERY    $10.00
        LONG NAME
          Discount                          -$1.00
        ------------------------------------------
        Subtotal                         $1,243.56
        Sales tax 7%                        $87.05
        Total                            $1,330.61
        Cash rounding                       -$0.01
        To pay in cash                   $1,330.60
        Cash                             $1,400.00
        Change                              $69.40
        ------------------------------------------
           0198c0de-0000-7000-8000-000000000000

        """, Text(Bottles));

    [Fact]
    public void A_restaurants_receipt_has_choices_service_and_the_tax_inside_the_price() => Assert.Equal(
        """
                      Steak Kenangan
        Order 12                  2026-11-22 14:03
        Table 7
        ------------------------------------------
        Rendang Wagyu                   Rp 280.000
          + Medium rare
          + Extra sambal (Rp 5.000)
        ------------------------------------------
        Subtotal                        Rp 280.000
        Service                          Rp 14.000
        Total                           Rp 294.000
          of which PB1 10%               Rp 26.727
        Cash                            Rp 300.000
        Change                            Rp 6.000
        ------------------------------------------
           0198c0de-0000-7000-8000-000000000000

        """, Text(Steak));

    [Fact]
    public void Several_tenders_a_tip_and_what_went_back_read_so()
    {
        var split = Bottles with
        {
            CashRoundingMinor = 0,
            DueMinor = 133_061,
            Tenders = [new("Card visa 4242", false, 100_000, 0, TipMinor: 5_000, RefundedMinor: 30_000), new("Gift card", false, 13_061, 0), new("Cash", true, 30_000, 10_000)],
            RefundedMinor = 30_000,
        };
        Assert.Contains(
            """
            Total                            $1,330.61
            Tip                                 $50.00
            Total with tip                   $1,380.61
            Card visa 4242                   $1,050.00
              given back                      -$300.00
            Gift card                          $130.61
            Cash                               $300.00
            Change                             $100.00
            Given back                         $300.00
            ------------------------------------------
            """, Text(split), StringComparison.Ordinal);
        var paper = EscPosDecoder.Read(ReceiptEscPos.Of(split, ReceiptLayout.Of(split, 42, forPrinter: true), withQrCode: false));
        Assert.Equal(Text(split), paper.Text(42));
    }

    [Theory]
    [MemberData(nameof(NastyNames))]
    public void Paper_says_what_the_screen_says_whatever_a_dish_is_called(string name)
    {
        var receipt = Steak with { ShopName = name, Label = name, Lines = [Steak.Lines[0] with { Name = name, Size = name, Choices = [new(name, 5_000)] }] };
        foreach (var columns in Receipt.Widths)
        {
            var layout = ReceiptLayout.Of(receipt, columns, forPrinter: true);
            var paper = EscPosDecoder.Read(ReceiptEscPos.Of(receipt, layout, withQrCode: true));
            Assert.Equal(ReceiptText.Of(layout), paper.Text(columns));
            Assert.Equal(layout.Rows.Select(row => (row.IsCentered, row.IsBold, row.IsLarge)), paper.Lines.Select(line => (line.IsCentered, line.IsBold, line.IsLarge)));
            Assert.All(paper.Lines, line => Assert.InRange(line.Text.Length * (line.IsLarge ? 2 : 1), 0, columns));
            Assert.Equal(["cut", "drawer"], paper.Effects);
            Assert.Equal([$"{receipt.OrderId}"], paper.QrCodes);
            Assert.Equal((byte)16, paper.CodePage);
            var page = ReceiptHtml.Of(receipt, ReceiptLayout.Of(receipt, columns, forPrinter: false));
            Assert.Equal(Text(receipt, columns), Shown(page));
        }
    }

    public static TheoryData<string> NastyNames =>
    [
        "Crème brûlée", "Nasi goreng ½", "Tequila Añejo “Reserva” – 12 × 750 ml €5", "Łosoś żółty", "北京烤鸭", "👩‍👩‍👧 family", "A\u001b@\u001dV\u0000B\r\nC\tD", "\u202Egnp.exe",
        "e\u0301e\u0301", "<script>alert(1)</script> & \"co\"", "\ud800 half", new string('W', 120), new string('宽', 60), "                    far in", "", "ŷ̸̗̂a̷l̵g̷o",
    ];

    [Fact]
    public void What_Latin_1_has_stays_and_the_rest_becomes_the_nearest_letters() =>
        Assert.Equal("Crème ½ lz fi ??", PrinterText.Of("Crème ½ łż ﬁ 北京"));

    [Fact]
    public void Names_of_Latin_letters_are_the_same_on_paper_and_on_screen()
    {
        var receipt = Bottles with { ShopName = "Café Ölmühle", Lines = [Bottles.Lines[0] with { Name = "Añejo" }] };
        Assert.Equal(Text(receipt), ReceiptText.Of(ReceiptLayout.Of(receipt, 42, forPrinter: true)));
    }

    [Theory]
    [InlineData(true, false, OrderStatus.Completed, "TRAINING - NOT A SALE")]
    [InlineData(false, true, OrderStatus.Completed, "DUPLICATE")]
    [InlineData(false, false, OrderStatus.Open, "NOT PAID")]
    [InlineData(false, false, OrderStatus.Cancelled, "CANCELLED")]
    [InlineData(false, false, OrderStatus.Voided, "VOIDED")]
    public void What_is_no_plain_sale_says_so_and_opens_no_drawer(bool training, bool copy, OrderStatus status, string mark)
    {
        var receipt = Bottles with { IsTraining = training, IsCopy = copy, Status = status };
        var paper = EscPosDecoder.Read(ReceiptEscPos.Of(receipt, ReceiptLayout.Of(receipt, 42, forPrinter: true), withQrCode: false));
        Assert.Contains(paper.Lines, line => line is { IsCentered: true, IsBold: true } && line.Text == $"*** {mark} ***");
        Assert.Equal(["cut"], paper.Effects);
        Assert.DoesNotContain("***", Text(Bottles), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_has_nothing_that_a_strict_policy_would_block()
    {
        var page = ReceiptHtml.Of(Bottles, ReceiptLayout.Of(Bottles, 42, forPrinter: false));
        Assert.DoesNotMatch("(?i)<script|<style|<link|style=|src=|href=| on[a-z]+=", page);
    }

    [Fact]
    public void A_width_that_no_paper_has_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => ReceiptLayout.Of(Bottles, 41, forPrinter: false));

    private static string Text(Receipt receipt, int columns = 42) => ReceiptText.Of(ReceiptLayout.Of(receipt, columns, forPrinter: false));

    /// <summary>The text that a page shows.</summary>
    internal static string Shown(string page) => WebUtility.HtmlDecode(Regex.Replace(page[(page.IndexOf("<pre>", StringComparison.Ordinal) + 6)..page.IndexOf("</pre>", StringComparison.Ordinal)], "</?b>", ""));
}
