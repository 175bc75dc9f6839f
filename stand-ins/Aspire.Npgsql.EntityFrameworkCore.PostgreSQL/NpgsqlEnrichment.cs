using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace Microsoft.Extensions.Hosting;

internal static class NpgsqlEnrichment
{
    /// <summary>A retrying strategy of the application's own stays; any other own strategy contradicts retries and is refused.</summary>
    public static void Apply<TContext>(DbContextOptionsBuilder options, NpgsqlEntityFrameworkCorePostgreSQLSettings settings)
        where TContext : DbContext =>
        options.UseNpgsql(npgsql =>
        {
            var known = options.Options.Extensions.OfType<RelationalOptionsExtension>().FirstOrDefault();
            if (!settings.DisableRetry && StrategyOf(known, options) is not NpgsqlRetryingExecutionStrategy)
                npgsql.EnableRetryOnFailure();
            if (settings.CommandTimeout is not { } seconds)
                return;
            if (known?.CommandTimeout is { } other && other != seconds)
                throw new InvalidOperationException($"'CommandTimeout' is {seconds} in the settings and {other} in the options of {typeof(TContext).Name}.");
            npgsql.CommandTimeout(seconds);
        });

    private static IExecutionStrategy? StrategyOf(RelationalOptionsExtension? known, DbContextOptionsBuilder options)
    {
#pragma warning disable EF1001 // The only way to learn which strategy a factory makes is to let it make one.
        var strategy = known?.ExecutionStrategyFactory?.Invoke(new ExecutionStrategyDependencies(null!, options.Options, null!));
#pragma warning restore EF1001
        return strategy is null or NpgsqlRetryingExecutionStrategy || strategy.GetType().Name == "NpgsqlExecutionStrategy" ? strategy : throw new InvalidOperationException($"{nameof(NpgsqlEntityFrameworkCorePostgreSQLSettings.DisableRetry)} must be set when the context has an execution strategy of its own.");
    }
}
