using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Paying;

/// <summary>Looks at the tenders of a sale in one request before anything is written: what cannot pay the basket sells nothing.</summary>
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

            if (Refusal(tender, type, request.Training, total.Currency) is { } refused)
                return refused;
            other += tender.AmountMinor;
        }

        if (other > total.Minor)
            return PaymentErrors.TenderTooLarge(total);
        var inCash = CheckoutBody.InCash(basket.Shop, total.Minor - other);
        return cash < inCash ? PaymentErrors.TenderTooSmall(new(other + inCash, total.Currency), new(other + cash, total.Currency)) : null;
    }

    private PosError? Refusal(TenderRequest tender, TenderType type, bool training, Currency currency)
    {
        if (tender.AmountMinor == 0 || tender.TipMinor < 0 || (tender.TipMinor > 0 && type != TenderType.Card))
            return PaymentErrors.InvalidTender();
        if (tender.TipMinor > tender.AmountMinor)
            return PaymentErrors.TipTooLarge;
        if (training)
            return PaymentErrors.NotInTraining;
        if (PaymentSource.ProviderOf(type) is { } provider && !engine.Knows(provider))
            return PaymentErrors.NotConfigured;
        return PaymentSource.Fits(type, tender.Source, currency) ? null : PaymentErrors.SourceMissing;
    }
}
