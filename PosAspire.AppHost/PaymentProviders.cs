namespace PosAspire.AppHost;

/// <summary>The keys of those who take money for the shops, for every process that asks them. An empty one means: not used here.</summary>
internal static class PaymentProviders
{
    private static readonly (string Parameter, string Variable)[] Secrets =
        [("stripe-key", "STRIPE_SECRET_KEY"), ("stripe-webhook-secrets", "STRIPE_WEBHOOK_SECRETS"), ("qris-server-key", "QRIS_SERVER_KEY")];

    /// <summary>Where they are, when it is not where they always are: a sandbox. Of this machine's environment, never published.</summary>
    private static readonly string[] Addresses = ["STRIPE_API_BASE", "STRIPE_STATUS_BASE", "QRIS_API_BASE"];

    public static void AddPaymentProviders(this IDistributedApplicationBuilder builder, params IResourceBuilder<ProjectResource>[] users)
    {
        foreach (var (name, variable) in Secrets)
        {
            var secret = builder.AddParameter(name, secret: true);
            foreach (var user in users)
                user.WithEnvironment(variable, secret);
        }

        foreach (var variable in Addresses.Where(_ => !builder.ExecutionContext.IsPublishMode))
        {
            if (builder.Configuration[variable] is not { Length: > 0 } address)
                continue;
            foreach (var user in users)
                user.WithEnvironment(variable, address);
        }
    }
}
