using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PosAspire.ServiceDefaults.Health;
using PosAspire.Tests.ServiceDefaults.Health;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Backups;

public sealed class BackupHealthTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await ShopDatabase.MigratedAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task The_api_says_of_backups_what_the_workers_say()
    {
        var notes = new Notes();
        await using var workers = await HealthHost.StartAsync(_database.ConnectionString, null, services => services.AddSingleton<IBackupStatus>(notes));
        var api = ApiHost.On(_database.ConnectionString, ("services:workers:http:0", $"http://127.0.0.1:{workers.RetailPort}"));
        try
        {
            foreach (var (record, status, words) in new (Func<BackupRecord?>, int, string?)[]
            {
                (() => null, 503, "no backup yet"),
                (() => new(DateTimeOffset.UtcNow.AddHours(-1), true), 200, null),
                (() => new(DateTimeOffset.UtcNow.AddHours(-26), true), 503, "no backup in 25 hours"),
                (() => new(DateTimeOffset.UtcNow, false, "The disk is full."), 503, "the last backup failed: The disk is full."),
                (() => throw new BackupStatusException("the place where backups are kept cannot be read"), 503, "the place where backups are kept cannot be read"),
            })
            {
                notes.Newest = record;
                await Eventually.TrueAsync(async () => await AskAsync(api) == (status, words));
            }

            await workers.App.StopAsync();
            await Eventually.TrueAsync(async () => await AskAsync(api) == (503, "the workers, who make backups, do not answer"));
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    private static async Task<(int Status, string? Words)> AskAsync(ApiHost api)
    {
        using var client = api.Anonymous();
        using var answer = await client.GetAsync(new Uri("/health/backup", UriKind.Relative));
        return ((int)answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())?["error"]?["backup"]?["message"]);
    }

    private sealed class Notes : IBackupStatus
    {
        public Func<BackupRecord?> Newest { get; set; } = () => null;

        public Task<BackupRecord?> NewestAsync(CancellationToken cancellationToken) => Task.FromResult(Newest());
    }
}
