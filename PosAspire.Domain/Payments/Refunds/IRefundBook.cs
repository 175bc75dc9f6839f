namespace PosAspire.Domain.Payments.Refunds;

/// <summary>Where refunds are written down. There are two: the database, and the simulator's, which crashes on purpose.</summary>
public interface IRefundBook
{
    /// <summary>Changes a payout in one transaction in which nobody else changes its refund. It may run <paramref name="change"/> again.</summary>
    /// <returns>What the change returned; default when there is no such payout.</returns>
    Task<T?> ChangeAsync<T>(Guid payoutId, Func<RefundSheet, T> change, CancellationToken cancellation);
}
