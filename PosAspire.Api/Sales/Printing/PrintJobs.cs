using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Carts;
using PosAspire.Api.Shared;

namespace PosAspire.Api.Sales.Printing;

/// <param name="Status"><c>queued</c>, <c>printed</c> or <c>failed</c>.</param>
/// <param name="Attempts">How often the printer was tried.</param>
/// <param name="Error">Why it was not printed, in a sentence; of a queued job, why not yet.</param>
public sealed record PrintJobBody(
    Guid JobId, Guid OrderId, string OrderNumber, bool Copy, string Status, int Attempts, string? Error, DateTime CreatedAt, DateTime? PrintedAt);

/// <summary>A register's last jobs, newest first.</summary>
public sealed record PrintJobList(IReadOnlyList<PrintJobBody> Items);

internal static class PrintJobs
{
    private const int MaxListed = 20;

    private const string Last =
        """
        SELECT j.id, j.order_id, o.number, o.training, j.copy, j.status, j.attempts, j.error, j.created_at, j.printed_at
        FROM print_jobs j JOIN orders o ON o.location_id = j.location_id AND o.id = j.order_id WHERE j.register_id = $1 ORDER BY j.number DESC LIMIT $2
        """;

    public static async Task<Results<Ok<PrintJobList>, PosProblem>> HandleAsync(
        Guid id, Actor actor, CartDesk desk, NpgsqlDataSource database, CancellationToken cancellation)
    {
        if (await desk.ShopAsync(id, actor, cancellation) is { Error: { } error })
            return error.AsProblem();
        await using var command = database.CreateCommand(Last);
        command.Parameters.Add(Sql.Of(id));
        command.Parameters.Add(Sql.Of(MaxListed));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<PrintJobBody> jobs = [];
        while (await row.ReadAsync(cancellation))
        {
            jobs.Add(new(
                row.GetGuid(0), row.GetGuid(1), OrderBodies.Number(row.GetInt32(2), row.GetBoolean(3)), row.GetBoolean(4), row.GetString(5), row.GetInt32(6),
                row.GetValue(7) as string, row.GetDateTime(8), row.GetValue(9) as DateTime?));
        }

        return TypedResults.Ok(new PrintJobList(jobs));
    }
}
