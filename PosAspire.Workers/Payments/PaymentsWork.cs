using PosAspire.Domain.Payments.Steps;

namespace PosAspire.Workers.Payments;

/// <summary>What Workers do about payments, all of it.</summary>
public static class PaymentsWork
{
    /// <summary>Needs the database and the bus.</summary>
    public static void AddPaymentSettling(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddPayments(builder.Configuration);
        builder.Services.AddSingleton<QueueDrain>();
        builder.Services.AddSingleton<QueueAge>();
        builder.Services.AddHostedService<PaymentSettling>();
        builder.Services.AddSingleton<Reconciliation>();
        builder.Services.AddHostedService<NightlyMatch>();
        builder.Services.AddHostedService<AskedMatches>();
    }
}
