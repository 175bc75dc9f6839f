using Npgsql;

namespace PosAspire.Tests.Support;

/// <summary>A database migrated once in a test run, from which every test class gets its own copy.</summary>
/// <param name="name">Lower-case letters and digits; part of the database's name.</param>
/// <param name="prepare">Brings an empty database, given by connection string, to the state to copy.</param>
public sealed class DatabaseTemplate(string name, Func<string, Task> prepare)
{
    private readonly Lock _lock = new();
    private Task<PostgresServer>? _ready;

    /// <summary>A fresh copy; the caller disposes it.</summary>
    public async Task<TestDatabase> CopyAsync()
    {
        Task<PostgresServer> ready;
        lock (_lock)
            ready = _ready ??= PrepareAsync();
        return await TestDatabase.CreateAsync(await ready, $"template_{name}");
    }

    private async Task<PostgresServer> PrepareAsync()
    {
        var server = await PostgresServer.SharedAsync();
        await server.ExecuteAsync($"CREATE DATABASE template_{name}");
        await prepare(server.ConnectionString($"template_{name}"));
        // A template with an open connection cannot be copied.
        NpgsqlConnection.ClearAllPools();
        return server;
    }
}

/// <summary>One test class's own database; dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    // PostgreSQL copies one template after the other in any case; waiting here keeps its lock timeouts out of it.
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static int _count;

    private TestDatabase(PostgresServer server, string name) => (Server, Name) = (server, name);

    public PostgresServer Server { get; }

    public string Name { get; }

    public string ConnectionString => Server.ConnectionString(Name);

    /// <summary>An empty database on the shared cluster.</summary>
    public static async Task<TestDatabase> EmptyAsync() => await CreateAsync(await PostgresServer.SharedAsync(), "template1");

    internal static async Task<TestDatabase> CreateAsync(PostgresServer server, string template)
    {
        var name = $"test_{Interlocked.Increment(ref _count)}";
        await OneAtATime.WaitAsync();
        try
        {
            await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            OneAtATime.Release();
        }

        return new TestDatabase(server, name);
    }

    public async ValueTask DisposeAsync() => await Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
}
