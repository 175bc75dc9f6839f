using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments;

/// <summary>What can be wrong with how an order is paid.</summary>
public static class PaymentErrors
{
    public static PosError TenderTooSmall(Money due, Money given) => new(
        "payment.tender_too_small", PosErrorKind.Unprocessable, "Not enough money",
        $"{due} is due and {given} was given. Nothing was sold: ask for {due - given} more.");

    public static PosError InvalidTender() => new(
        "payment.invalid_tender", PosErrorKind.Invalid, "Not a tender",
        $"An order is paid by 1 to {CashTenders.MaxTenders} cash tenders, each with an amount in minor units that is not negative. Nothing was sold: enter the amount again.");
}
