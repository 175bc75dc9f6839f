using System.Buffers;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments;

/// <summary>What a payment is taken from, and who takes it.</summary>
public static class PaymentSource
{
    /// <summary>A card reader in the shop; the customer holds the card to it.</summary>
    public const string Reader = "reader:";

    /// <summary>A means that the provider keeps for us; nothing of the card is here.</summary>
    public const string Method = "method:";

    public const string Stripe = "stripe";

    public const string Qris = "qris";

    private const int MaxLength = 100;

    private static readonly SearchValues<char> NameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Who takes the money of a tender; null when it needs nobody outside.</summary>
    public static string? ProviderOf(TenderType type) => type switch
    {
        TenderType.Card => Stripe,
        TenderType.Qris => Qris,
        _ => null,
    };

    /// <summary>Whether the source is one that this kind of tender can be taken from, in this currency.</summary>
    public static bool Fits(TenderType type, string? source, Currency currency) => type switch
    {
        // Indonesia's code is paid in rupiah only (Bank Indonesia, QRIS).
        TenderType.Qris => source is null && currency == Currency.Idr,
        TenderType.Card => source is { Length: <= MaxLength } && (IsNamed(source, Reader) || IsNamed(source, Method)),
        _ => source is null,
    };

    private static bool IsNamed(string source, string kind) =>
        source.StartsWith(kind, StringComparison.Ordinal) && source.Length > kind.Length
        && !source.AsSpan(kind.Length).ContainsAnyExcept(NameLetters);
}
