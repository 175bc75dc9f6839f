using Npgsql;

namespace PosAspire.Api.Catalog.Snapshot;

/// <summary>Walks the results of a batch one after the other.</summary>
internal sealed class CatalogRows(NpgsqlDataReader reader, CancellationToken cancellation)
{
    private bool first = true;

    /// <summary>The next result as a list.</summary>
    public async Task<List<T>> NextAsync<T>(Func<NpgsqlDataReader, T> read)
    {
        if (!first)
            await reader.NextResultAsync(cancellation);
        first = false;
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The next result as lists by a key.</summary>
    public async Task<Dictionary<Guid, List<T>>> NextListsAsync<T>(Func<NpgsqlDataReader, Guid> key, Func<NpgsqlDataReader, T> read)
    {
        Dictionary<Guid, List<T>> lists = [];
        foreach (var (owner, part) in await NextAsync(row => (key(row), read(row))))
        {
            if (!lists.TryGetValue(owner, out var list))
                lists[owner] = list = new(1);
            list.Add(part);
        }

        return lists;
    }
}
