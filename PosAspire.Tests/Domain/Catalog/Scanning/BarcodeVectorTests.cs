using System.Text.Json.Nodes;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Catalog.Scanning;

namespace PosAspire.Tests.Domain.Catalog.Scanning;

public sealed class BarcodeVectorTests
{
    private const string Refused = "refused";

    [Fact]
    public void What_scanners_send_is_split_as_published() =>
        BarcodeVectors.Hold("process_scan_data", 27, vector => Split(vector.Text("scan")), vector =>
            vector.Ok() ? $"{vector.Text("symbology")} {vector.Text("data")}" : Refused);

    [Fact]
    public void What_another_program_sends_is_read_back() =>
        BarcodeVectors.Hold("generate_scan_data", 23, vector => vector["scan"] is null ? Refused : ReadBack(vector), vector =>
            vector["scan"] is null ? Refused : Wanted(vector));

    [Fact]
    public void Bracketed_elements_are_read_as_published() =>
        BarcodeVectors.Hold("parse_bracketed_ai", 13, vector =>
            Gs1Elements.TryParseBracketed(vector.Text("ai"), out var elements) ? $"^{Noted(elements)}" : "", vector => vector.Text("element_string"));

    [Fact]
    public void Element_strings_are_held_to_their_identifiers() =>
        BarcodeVectors.Hold("validate_element_string", 40, vector =>
            $"{Gs1Elements.TryParse(vector.Text("element_string").Replace('^', ScannerText.Separator), out _)}", vector => $"{vector.Ok()}");

    [Fact]
    public void Check_digits_are_the_published_ones()
    {
        BarcodeVectors.Hold("gtin_check_digit", 4, vector => $"{Gtin.HasCheckDigit(vector.Text("gtin"))}", vector => $"{vector.Ok()}");
        BarcodeVectors.Hold("check_digit", 4, vector => $"{Gtin.CheckDigit(vector.Text("body"))}", vector => vector.Text("check"));
        BarcodeVectors.Hold("valid_check_digit", 7, vector => $"{Gtin.HasCheckDigit(vector.Text("code"))}", vector => $"{vector.Ok()}");
    }

    [Fact]
    public void Short_codes_grow_to_the_published_long_ones()
    {
        BarcodeVectors.Hold("upce_to_upca", 1, vector => Expanded(vector.Text("upce")), vector => vector.Text("upca"));
        BarcodeVectors.Hold("upca_to_upce", 6, vector => Expanded(vector.Text("upce")), vector => vector.Text("upca"));
        // The source carried the last digit over unchecked; only one of the ten can be right.
        BarcodeVectors.Hold("upce_to_upca_digits_only", 5, vector =>
            Assert.Single(Enumerable.Range(0, 10).Select(check => Expanded($"{vector.Text("upce")[..^1]}{check}")), code => code.Length > 0)[..^1],
            vector => vector.Text("upca")[..^1]);
    }

    [Fact]
    public void Price_embedded_codes_are_split_as_published()
    {
        BarcodeVectors.Hold("split_price_embedded", 2, vector => Price(vector.Text("code")), vector =>
            (bool)vector["symbol_check_ok"]! ? $"{vector.Text("item")} {vector.Number("price_minor")}" : Refused);
        BarcodeVectors.Hold("build_price_embedded", 3, vector => Price(vector.Text("code")), vector => $"{vector.Text("item")} {vector.Number("price_minor")}");
        BarcodeVectors.Hold("price_check_digit_4", 2, vector => $"{EmbeddedPrice.CheckOfFour(vector.Number("price"))}", vector => vector.Text("check"));
        BarcodeVectors.Hold("price_check_digit_5", 1, vector => $"{EmbeddedPrice.CheckOfFive(vector.Number("price"))}", vector => vector.Text("check"));
        BarcodeVectors.Hold("scale_label", 1, vector => $"{Price(vector.Text("code")) != Refused}", vector => $"{vector.Ok()}");
    }

    // FNC1 as "^"; plain data that begins like it are escaped, as the source does.
    private static string Split(string scan)
    {
        if (!ScannerText.TryRead(scan, out var read))
            return Refused;
        var data = read.Data.ToString();
        if (read.IsGs1)
            return Gs1Elements.TryParse(data, out _) ? $"{Name(read)} ^{data.Replace(ScannerText.Separator, '^')}" : Refused;
        if (read.Carrier is not (Carrier.Ean13 or Carrier.Ean8))
            return $"{Name(read)} {(data.TrimStart('\\').StartsWith('^') ? "\\" : "")}{data}";
        var companion = read.Companion.IsEmpty ? "" : $"|^{read.Companion.ToString().Replace(ScannerText.Separator, '^')}";
        return Scan.TryRead(scan, out _, out _) ? $"{Name(read)} {data}{companion}" : Refused;
    }

    private static string Name(ScannerText read) => read.Carrier switch
    {
        Carrier.QrCode => "QR",
        Carrier.DataMatrix => "DM",
        Carrier.DataBar => "DataBarExpanded",
        Carrier.Gs1128 => "GS1_128_CCA",
        var other => other.ToString().ToUpperInvariant() is "DOTCODE" ? "DotCode" : other.ToString().ToUpperInvariant(),
    };

    private static string ReadBack(JsonObject vector)
    {
        Assert.True(ScannerText.TryRead(vector.Text("scan"), out var read), vector.Text("id"));
        return read.IsGs1
            ? Gs1Elements.TryParse(read.Data, out var elements) ? Noted(elements) : Refused
            : Split(vector.Text("scan")).Split(' ', 2)[1];
    }

    // A scanner sends thirteen digits for UPC, the check digit too, DataBar's number as (01) in one string with its companion,
    // and no FNC1 first or last.
    private static string Wanted(JsonObject vector)
    {
        var data = vector.Text("data");
        var linear = data.Split('|')[0];
        return vector.Text("symbology") switch
        {
            "EAN8" => data,
            "UPCA" or "UPCE" => $"0{data}",
            "EAN13" => linear.Length == 12 ? $"{linear}{Gtin.CheckDigit(linear)}" : data,
            "DataBarOmni" or "DataBarLimited" => $"01{data.Replace("|^", "", StringComparison.Ordinal)}",
            _ when data.StartsWith('^') => data.Trim('^').Replace("|^", "^", StringComparison.Ordinal),
            _ => data,
        };
    }

    private static string Noted(Gs1Elements elements) => elements.ToString().Replace(ScannerText.Separator, '^');

    private static string Expanded(string upcE) => UpcE.TryExpand(upcE, out var upcA) ? upcA.Value[2..] : "";

    private static string Price(string code) => Scan.TryRead(code, out var scan, out _) && scan.Price is { } price
        ? $"{code[1..6]} {price.PriceMinor}"
        : Refused;
}
