using System.Security.Cryptography;
using PosAspire.Tests.Support.S3;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Stores;
using PosAspire.Workers.Backups.Stores.S3;

namespace PosAspire.Tests.Workers.Backups.Stores;

public sealed class S3StoreTests(S3Server server) : IClassFixture<S3Server>
{
    private const int Large = (40 << 20) + 12_345;
    private readonly string _prefix = $"shop/{Guid.NewGuid():N}";

    [Fact]
    public async Task What_is_written_is_read_from_any_byte_and_listed_in_order()
    {
        using var store = new S3Store(server.Settings(_prefix));
        foreach (var (key, text) in new[] { ("b/2.txt", "two"), ("b/1.txt", "one"), ("a/1.txt", "a one"), ("b/1.txt", "uno"), ("c/0.txt", "") })
            await WriteAsync(store, key, text);

        Assert.Equal("uno", await TextAsync(store, "b/1.txt"));
        Assert.Equal("no", await TextAsync(store, "b/1.txt", from: 1));
        Assert.Equal("", await TextAsync(store, "b/1.txt", from: 3));
        Assert.Equal("", await TextAsync(store, "c/0.txt"));
        Assert.Equal(["b/1.txt", "b/2.txt"], await KeysAsync(store, "b/"));
        Assert.Equal(3, (await store.ListAsync("b/1.txt", CancellationToken.None).SingleAsync()).Bytes);
        Assert.InRange((await store.ListAsync("b/1.txt", CancellationToken.None).SingleAsync()).ChangedAt, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddMinutes(2));
        Assert.Null(await store.OpenAsync("b/3.txt", CancellationToken.None));
        await store.DeleteAsync("b/1.txt", CancellationToken.None);
        await store.DeleteAsync("b/1.txt", CancellationToken.None);
        Assert.Equal(["a/1.txt", "b/2.txt", "c/0.txt"], await KeysAsync(store, ""));
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAsync("../other", CancellationToken.None));
        await store.ClearUnfinishedAsync(DateTimeOffset.UtcNow, CancellationToken.None);
    }

    [Fact]
    public async Task What_is_longer_than_a_part_arrives_whole_also_over_a_line_that_breaks()
    {
        await using var line = await FaultyLine.StartAsync(server.Address);
        using var store = new S3Store(server.Settings(_prefix, line.Address));
        var bytes = RandomNumberGenerator.GetBytes(Large);
        var sum = Convert.ToHexStringLower(SHA256.HashData(bytes));
        line.Fail(times: 2);
        using (var content = new MemoryStream(bytes))
            await store.WriteAsync("a/large.bin", content, CancellationToken.None);

        line.Cut(afterBytes: 3 << 20);
        await using var whole = (await store.OpenAsync("a/large.bin", CancellationToken.None))!;
        Assert.Equal((Large, sum), await Checksum.OfAsync(whole, CancellationToken.None));
        await using var end = (await store.OpenAsync("a/large.bin", CancellationToken.None, from: Large - 5))!;
        Assert.Equal(5, (await Checksum.OfAsync(end, CancellationToken.None)).Bytes);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_what_was_there()
    {
        using var store = new S3Store(server.Settings(_prefix));
        await WriteAsync(store, "a/1.bin", "before");
        await using var broken = new BreakingStream(20 << 20);
        var problem = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync("a/1.bin", broken, CancellationToken.None));

        Assert.Contains("a/1.bin", problem.Message, StringComparison.Ordinal);
        Assert.Equal("before", await TextAsync(store, "a/1.bin"));
    }

    [Fact]
    public async Task More_files_than_a_page_of_the_list_holds_are_all_listed()
    {
        using var store = new S3Store(server.Settings(_prefix));
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_005), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => await WriteAsync(store, $"n/{number:0000}", "x"));

        Assert.Equal(Enumerable.Range(0, 1_005).Select(number => $"n/{number:0000}"), await KeysAsync(store, "n/"));
    }

    [Fact]
    public async Task A_server_that_fails_hangs_or_is_gone_is_named_and_one_that_is_slow_is_waited_for()
    {
        await using var line = await FaultyLine.StartAsync(server.Address);
        using var store = new S3Store(server.Settings(_prefix, line.Address) with { Patience = TimeSpan.FromSeconds(2), Retries = 1 });
        await WriteAsync(store, "a/1.txt", "one");
        line.Delay = TimeSpan.FromMilliseconds(300);
        Assert.Equal("one", await TextAsync(store, "a/1.txt"));
        line.Delay = TimeSpan.Zero;

        line.Fail(times: 100);
        foreach (var ask in Asks(store))
            Assert.Contains($"s3://backups/{_prefix}", (await Assert.ThrowsAsync<StoreException>(ask)).Message, StringComparison.Ordinal);
        line.Fail(times: 0);
        line.IsHanging = true;
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<StoreException>(() => TextAsync(store, "a/1.txt"))).Message, StringComparison.Ordinal);
        line.IsHanging = false;
        Assert.Equal("one", await TextAsync(store, "a/1.txt"));
        await line.DisposeAsync();
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<StoreException>(() => TextAsync(store, "a/1.txt"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_not_one_without_copies_and_wrong_keys_are_said()
    {
        using var away = new S3Store(server.Settings(_prefix) with { Bucket = "another" });
        Assert.Contains("is not there", (await Assert.ThrowsAsync<StoreException>(() => KeysAsync(away, ""))).Message, StringComparison.Ordinal);

        using var stranger = new S3Store(server.Settings(_prefix) with { AccessKey = "NOBODY", SecretKey = "guessed" });
        var refusal = await Assert.ThrowsAsync<StoreException>(() => KeysAsync(stranger, ""));
        Assert.Contains("does not accept the keys", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", refusal.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<Func<Task>> Asks(S3Store store) =>
    [
        () => WriteAsync(store, "a/2.txt", "two"), () => TextAsync(store, "a/1.txt"), () => KeysAsync(store, ""), () => store.DeleteAsync("a/1.txt", CancellationToken.None),
    ];

    private static async Task WriteAsync(S3Store store, string key, string text)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await store.WriteAsync(key, content, CancellationToken.None);
    }

    private static async Task<string> TextAsync(S3Store store, string key, long from = 0)
    {
        await using var content = (await store.OpenAsync(key, CancellationToken.None, from))!;
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync();
    }

    private static async Task<List<string>> KeysAsync(S3Store store, string prefix) => await store.ListAsync(prefix, CancellationToken.None).Select(file => file.Key).ToListAsync();

    /// <summary>Gives so many bytes and then breaks, as a disk does.</summary>
    private sealed class BreakingStream(long length) : ReadingStream
    {
        private long _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
                throw new IOException("Input/output error");
            var given = (int)Math.Min(buffer.Length, _left);
            _left -= given;
            return ValueTask.FromResult(given);
        }
    }
}
