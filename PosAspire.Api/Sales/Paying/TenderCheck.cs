using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Paying;

/// <summary>What can be a tender. A sale in one request is looked at before anything is written: what cannot pay the basket sells nothing.</summary>
internal sealed class TenderCheck(PaymentEngine engine)
{
    public Prepared Check(Prepared prepared, OrderRequest request) =>
        prepared.Basket is { } basket && Refusal(basket, request) is { } refused ? Prepared.Refused(refused) : prepared;

    private PosError? Refusal(Basket basket, OrderRequest request)
    {
        if (request.Tenders.Count is 0 or > CashTenders.MaxTenders)
            return PaymentErrors.InvalidTender();
        var (total, cash, other) = (basket.Totals.Total, 0L, 0L);
        foreach (var tender in request.Tenders)
        {
            if (tender is null || tender.AmountMinor is < 0 or > CashTenders.MaxTenderMinor || !EnumText.TryParse<TenderType>(tender.Type ?? "", out var type))
                return PaymentErrors.InvalidTender();
            if (type == TenderType.Cash)
            {
                cash += tender.AmountMinor;
                continue;
            }

            if (Refusal(type, tender.AmountMinor, tender.TipMinor, tender.Source, request.Training, total.Currency) is { } refused)
                return refused;
            other += tender.AmountMinor;
        }

        if (other > total.Minor)
            return PaymentErrors.TenderTooLarge(total);
        var inCash = CheckoutBody.InCash(basket.Shop, total.Minor - other);
        return cash < inCash ? PaymentErrors.TenderTooSmall(new(other + inCash, total.Currency), new(other + cash, total.Currency)) : null;
    }

    /// <summary>Why a tender that is not cash cannot be taken at all, whatever it is to pay.</summary>
    public PosError? Refusal(TenderType type, long amountMinor, long tipMinor, string? source, bool isTraining, Currency currency)
    {
        if (amountMinor <= 0 || tipMinor < 0 || (tipMinor > 0 && type != TenderType.Card))
            return PaymentErrors.InvalidTender();
        if (tipMinor > amountMinor)
            return PaymentErrors.TipTooLarge;
        if (isTraining)
            return PaymentErrors.NotInTraining;
        if (PaymentSource.ProviderOf(type) is { } provider && !engine.Knows(provider))
            return PaymentErrors.NotConfigured;
        return PaymentSource.Fits(type, source, currency) ? null : PaymentErrors.SourceMissing;
    }
}
