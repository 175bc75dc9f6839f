using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Circuit;

namespace PosAspire.Api.Payments.Offline;

/// <param name="Mode"><c>automatic</c>, <c>offline</c> or <c>online</c>.</param>
public sealed record ProviderModeRequest(string Mode, string Reason);

/// <param name="Name"><c>stripe</c> takes cards, <c>qris</c> codes.</param>
/// <param name="Configured">Its key is set; without it nothing is taken through it.</param>
/// <param name="Mode">What somebody has decided: <c>automatic</c>, <c>offline</c> (not asked for new payments) or <c>online</c> (asked, however often it failed).</param>
/// <param name="SetBy">Who decided; null while nobody has.</param>
/// <param name="Health"><c>closed</c> while it answers, <c>open</c> while it is left alone, <c>half_open</c> while it is tried out; null when it is not configured.</param>
/// <param name="HealthReason">For the people at the till; null while all is well.</param>
public sealed record ProviderBody(
    string Name, bool Configured, string Mode, string? Reason, string? SetBy, DateTime? Since, string? Health, DateTime? HealthSince, string? HealthReason);

public sealed record ProvidersBody(IReadOnlyList<ProviderBody> Items);

/// <summary>Shows the payment services and lets a manager take one out of use, or back into it, with the reason in the journal.</summary>
internal static class ProviderSwitch
{
    private const string Read =
        "SELECT s.provider, s.mode, s.reason, u.name, s.since FROM provider_states s JOIN users u ON u.id = s.set_by";

    private const string Set =
        """
        INSERT INTO provider_states (provider, mode, reason, set_by, since) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (provider) DO UPDATE SET mode = $2, reason = $3, set_by = $4, since = $5
        """;

    private static readonly string[] Known = [PaymentSource.Stripe, PaymentSource.Qris];

    public static async Task<Ok<ProvidersBody>> ListAsync(NpgsqlDataSource database, IEnumerable<IPaymentProvider> providers, CancellationToken cancellation) =>
        TypedResults.Ok(new ProvidersBody(await ReadAsync(database, providers, cancellation)));

    public static async Task<Results<Ok<ProviderBody>, PosProblem>> ChangeAsync(
        string name, ProviderModeRequest request, Actor actor, NpgsqlDataSource database, IEnumerable<IPaymentProvider> providers, TimeProvider clock)
    {
        if (!Known.Contains(name, StringComparer.Ordinal))
            return OfflineErrors.UnknownProvider.AsProblem();
        var reason = (request.Reason ?? "").Trim();
        if (!EnumText.TryParse<ProviderMode>(request.Mode ?? "", out var mode) || !Texts.Fits(reason, 1, ProviderState.MaxReasonLength))
            return OfflineErrors.InvalidMode.AsProblem();
        var at = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(Sql.Command(Set, Sql.Of(name), Sql.Of(EnumText.Of(mode)), Sql.Of(reason), Sql.Of(actor.UserId), Sql.Of(at)));
            batch.BatchCommands.Add(AuditStatements.Entry(
                at, locationId: null, actor.UserId, "payment.provider_switched", SubjectOf(name),
                JsonSerializer.Serialize(new { provider = name, mode = EnumText.Of(mode) }, JsonSerializerOptions.Web)));
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return TypedResults.Ok((await ReadAsync(database, providers, CancellationToken.None)).First(provider => provider.Name == name));
    }

    // The journal's subject is an id; a provider has only a name.
    private static Guid SubjectOf(string name) => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    private static async Task<IReadOnlyList<ProviderBody>> ReadAsync(NpgsqlDataSource database, IEnumerable<IPaymentProvider> providers, CancellationToken cancellation)
    {
        Dictionary<string, ProviderHealth> healths = [];
        foreach (var circuit in providers.OfType<ProviderCircuit>())
            healths[circuit.Name] = await circuit.HealthAsync(cancellation);
        await using var command = database.CreateCommand(Read);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, (string Mode, string Reason, string By, DateTime Since)> decided = [];
        while (await row.ReadAsync(cancellation))
            decided[row.GetString(0)] = (row.GetString(1), row.GetString(2), row.GetString(3), row.GetDateTime(4));
        return [.. Known.Select(name =>
        {
            var health = healths.GetValueOrDefault(name);
            var body = new ProviderBody(
                name, health is not null, EnumText.Of(ProviderMode.Automatic), null, null, null, health is null ? null : EnumText.Of(health.State), health?.Since, health?.Reason);
            return decided.TryGetValue(name, out var state) ? body with { Mode = state.Mode, Reason = state.Reason, SetBy = state.By, Since = state.Since } : body;
        })];
    }
}
