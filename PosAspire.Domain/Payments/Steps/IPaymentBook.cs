namespace PosAspire.Domain.Payments.Steps;

/// <summary>Where payments are written down. There are two: the database, and the simulator's, which crashes on purpose.</summary>
public interface IPaymentBook
{
    /// <summary>Changes an order and its payments in one transaction in which nobody else does. It may run <paramref name="change"/> again.</summary>
    /// <returns>What the change returned; default when there is no such payment.</returns>
    Task<T?> ChangeAsync<T>(Guid paymentId, Func<PaymentSheet, T> change, CancellationToken cancellation);
}
