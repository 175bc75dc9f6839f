using System.Reflection;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>
/// The simulator's book: one order and its payments, changed whole or not at all, one change after another. The process may die before a
/// change is written, or after it and before it hears so.
/// </summary>
public sealed class SimBook(SimWorld world, Order order) : IPaymentBook
{
    private static readonly MethodInfo Clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public Order Order { get; private set; } = order;

    public List<Payment> Payments { get; private set; } = [];

    public List<(PaymentCaseKind Kind, Guid PaymentId)> Cases { get; } = [];

    /// <summary>How often the order was completed: never twice.</summary>
    public int Completions { get; private set; }

    /// <summary>A mistake planted on purpose: what is about to be asked is not written down.</summary>
    public bool ForgetsClaims { get; init; }

    public Payment Find(Guid id) => Payments.Single(payment => payment.Id == id);

    public async Task<T?> ChangeAsync<T>(Guid paymentId, Func<PaymentSheet, T> change, CancellationToken cancellation)
    {
        await world.Pause();
        if (world.Strikes(6))
            throw new SimKilledException();
        var sheet = new PaymentSheet(Copy(Order), "SIM1", [.. Payments.Select(Copy)], world.GetUtcNow().UtcDateTime);
        var result = change(sheet);
        if (!(ForgetsClaims && result is not PaymentMoved))
        {
            Completions += Order.Status != OrderStatus.Completed && sheet.Order.Status == OrderStatus.Completed ? 1 : 0;
            (Order, Payments) = (sheet.Order, sheet.Payments);
            Cases.AddRange(sheet.Cases);
        }

        await world.Pause();
        return world.Strikes(6) ? throw new SimKilledException() : result;
    }

    private static T Copy<T>(T entity)
        where T : class => (T)Clone.Invoke(entity, null)!;
}
