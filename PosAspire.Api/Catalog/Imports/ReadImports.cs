using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Imports;

/// <summary>The imports of a shop, newest first; one with how far it is; and its report as a file.</summary>
internal static class ReadImports
{
    private const string Page = ImportBody.Columns + " WHERE j.location_id = $1 AND ($2::uuid IS NULL OR j.id < $2) ORDER BY j.id DESC LIMIT $3";

    private const string One = ImportBody.Columns + " WHERE j.id = $1";

    private const string Report = "SELECT l.code, j.report FROM import_jobs j JOIN locations l ON l.id = j.location_id WHERE j.id = $1";

    public static async Task<Results<Ok<ImportsPage>, PosProblem>> ListAsync(
        string location, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation, int limit = Paging.DefaultLimit, Guid? after = null)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();
        await using var command = database.CreateCommand(Page);
        command.Parameters.Add(Sql.Of(shop.Id));
        command.Parameters.Add(Sql.Optional(after, NpgsqlDbType.Uuid));
        command.Parameters.Add(Sql.Of(limit + 1));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<ImportBody> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(ImportBody.Read(reader));
        return TypedResults.Ok(rows.Count > limit ? new ImportsPage(rows[..limit], rows[limit - 1].Id) : new ImportsPage(rows, null));
    }

    public static async Task<Results<Ok<ImportBody>, PosProblem>> OneAsync(Guid id, Actor actor, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(Sql.Of(id));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return ImportErrors.Unknown(id).AsProblem();
        var body = ImportBody.Read(reader);
        return actor.May(Policies.Manage, body.Location) ? TypedResults.Ok(body) : IdentityErrors.OtherLocation(body.Location).AsProblem();
    }

    public static async Task<Results<FileContentHttpResult, PosProblem>> ReportAsync(Guid id, Actor actor, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Report);
        command.Parameters.Add(Sql.Of(id));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return ImportErrors.Unknown(id).AsProblem();
        var (shop, report) = (reader.GetString(0), reader.GetString(1));
        return actor.May(Policies.Manage, shop)
            ? TypedResults.File(Encoding.UTF8.GetBytes(report), "text/csv; charset=utf-8", "import-report.csv")
            : IdentityErrors.OtherLocation(shop).AsProblem();
    }
}
