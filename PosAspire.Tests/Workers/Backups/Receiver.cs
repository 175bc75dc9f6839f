using Microsoft.Extensions.DependencyInjection;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>Receives the log beside a test until it is disposed of.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _receiving;

    private Receiver(BackupCluster.Worker worker) => _receiving = ReceiveAsync(worker.Services.GetRequiredService<WalReceiving>());

    public static Receiver Start(BackupCluster.Worker worker) => new(worker);

    /// <summary>Again and again, as the service does: the right to receive may still be with the one before.</summary>
    private async Task ReceiveAsync(WalReceiving receiver)
    {
        while (true)
        {
            await receiver.ReceiveAsync(_stop.Token);
            await Task.Delay(100, _stop.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _receiving);
        _stop.Dispose();
    }
}
