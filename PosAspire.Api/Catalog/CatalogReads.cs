using Npgsql;
using PosAspire.Api.Shared;

namespace PosAspire.Api.Catalog;

/// <summary>Small reads inside a transaction that is about to write.</summary>
internal static class CatalogReads
{
    private const string Lists = "SELECT code, id FROM price_lists WHERE code = ANY($1)";

    /// <summary>Price lists by code; a code that is missing names none.</summary>
    public static async Task<Dictionary<string, Guid>> PriceListsAsync(this NpgsqlConnection connection, IEnumerable<string> codes, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Lists, connection) { Parameters = { Sql.Each(codes.Where(code => Texts.Fits(code, 1, Paging.MaxCursor)), code => code) } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, Guid> lists = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            lists.Add(reader.GetString(0), reader.GetGuid(1));
        return lists;
    }

    /// <summary>The ids that a query of one parameter gives.</summary>
    public static async Task<HashSet<Guid>> IdsAsync(this NpgsqlConnection connection, string sql, Guid id, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Only constants of this room get here.
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { Sql.Of(id) } };
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        HashSet<Guid> ids = [];
        while (await reader.ReadAsync(cancellation))
            ids.Add(reader.GetGuid(0));
        return ids;
    }
}
