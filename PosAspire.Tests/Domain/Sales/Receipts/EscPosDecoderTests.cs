using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PosAspire.Tests.Domain.Sales.Receipts;

/// <summary>The decoder that receipts are held against is itself held against what real printers were sent.</summary>
public sealed class EscPosDecoderTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Domain/Sales/Receipts/captures");

    public static TheoryData<string> Captures =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json")))!.AsArray().Select(entry => entry!.ToJsonString())];

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_real_printers_bytes_are_read_as_what_they_print(string entry)
    {
        var expected = JsonNode.Parse(entry)!;
        var bytes = File.ReadAllBytes(Path.Combine(Folder, (string)expected["file"]!));
        if (expected["sha256"] is { } hash)
            Assert.Equal((string)hash!, Convert.ToHexStringLower(SHA256.HashData(bytes)));

        var read = EscPosDecoder.Read(bytes, Dialect((string?)expected["model"]));

        if (expected["expected_text"] is { } text)
            Assert.Equal((string)text!, Assert.Single(read.Lines).Text);
        if (expected["expected_qr"] is { } code)
            Assert.Equal((string)code!, Assert.Single(read.QrCodes));
        if (expected["expected_effect"] is { } effect)
            Assert.Contains(Assert.Single(read.Effects), (string)effect!, StringComparison.Ordinal);
        if (expected["expected_text_file"] is { } file)
            Assert.Equal(Collapsed(File.ReadAllText(Path.Combine(Folder, (string)file!))), Collapsed(string.Join('\n', read.Lines.Select(line => line.Text))));
    }

    [Fact]
    public void A_real_receipt_ends_with_a_cut_and_an_open_drawer()
    {
        var read = EscPosDecoder.Read(File.ReadAllBytes(Path.Combine(Folder, "receipt-with-logo.bin")));
        Assert.Equal(["cut", "drawer"], read.Effects);
        Assert.Contains(read.Lines, line => line is { Text: "ExampleMart Ltd.", IsLarge: true, IsCentered: true });
        Assert.Contains(read.Lines, line => line is { Text: "SALES INVOICE", IsBold: true });
    }

    [Fact]
    public void Bytes_that_end_inside_a_command_are_no_receipt() => Assert.Throws<InvalidDataException>(() => EscPosDecoder.Read([0x1B, (byte)'p', 0]));

    // Printers feed several rows where the expected text has one.
    private static string Collapsed(string text) => Regex.Replace(text.Trim(), "\n{2,}", "\n\n");

    private static EscPosDialect Dialect(string? model) => model switch
    {
        "dr800" => EscPosDialect.Daruma,
        "vox" => EscPosDialect.Vox,
        "tsp-143" => EscPosDialect.Star,
        _ => EscPosDialect.Epson,
    };
}
