using PosAspire.Tests.Support.S3;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Stores;
using PosAspire.Workers.Backups.Stores.S3;

namespace PosAspire.Tests.Workers.Backups.Stores;

public sealed class StreamingTests(S3Server server) : IClassFixture<S3Server>
{
    private const long Length = 500L << 20;
    private const long MaxBytes = 200L << 20;
    private const string Name = "backup-2026-01-05T020000Z/base.tar.gz";

    /// <summary>Issue 6: memory stays under 200 MB whatever the size.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public async Task Half_a_gigabyte_is_encrypted_brought_into_a_bucket_and_read_back_in_little_memory()
    {
        using var store = new S3Store(server.Settings("large") with { Patience = TimeSpan.FromMinutes(2) });
        var key = new BackupKey(new byte[32]);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync(stop.Token);

        await using (var plain = new CountingStream(Length))
        await using (var encrypted = EncryptedForm.Encrypt(plain, key, Name))
            await store.WriteAsync(Name, encrypted, CancellationToken.None);
        await using var back = (await EncryptedForm.OpenAsync(store, Name, Name, new KeyRing(key), CancellationToken.None))!;
        await using var again = new CountingStream(Length);
        Assert.Equal(await Checksum.OfAsync(again, CancellationToken.None), await Checksum.OfAsync(back, CancellationToken.None));

        await stop.CancelAsync();
        var most = await watching - before;
        Assert.True(most < MaxBytes, $"{most >> 20} MB");
    }

    private static async Task<long> WatchAsync(CancellationToken stop)
    {
        var most = 0L;
        while (!stop.IsCancellationRequested)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            await Task.Delay(20, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return most;
    }

    /// <summary>So many bytes, each other than its neighbours.</summary>
    private sealed class CountingStream(long length) : ReadingStream
    {
        private long _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var give = (int)Math.Min(buffer.Length, length - _given);
            for (var index = 0; index < give; index++)
                buffer.Span[index] = (byte)((_given + index) * 31 / 7);
            _given += give;
            return ValueTask.FromResult(give);
        }
    }
}
