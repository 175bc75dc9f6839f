using System.Security.Cryptography;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Tests.Workers.Backups.Encryption;

public sealed class EncryptionTests : IDisposable
{
    private const string Name = "backup-2026-01-05T020000Z/base.tar.gz";
    private const int Piece = 64 << 10;
    private const int Head = 48;

    private static readonly BackupKey Key = new(Enumerable.Range(0, 32).Select(number => (byte)number).ToArray());
    private static readonly KeyRing Keys = new(Key);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posaspire-encrypted-");
    private readonly DirectoryStore _store;

    public EncryptionTests() => _store = new(_folder.FullName);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Piece - 1)]
    [InlineData(Piece)]
    [InlineData(Piece + 1)]
    [InlineData(3 * Piece)]
    [InlineData((3 * Piece) + 77)]
    public async Task What_is_encrypted_comes_back_from_any_byte(int length)
    {
        var plain = Plain(length);
        var stored = await PutAsync(plain);
        Assert.Equal(Head + length + (16 * Math.Max(1, (length + Piece - 1) / Piece)), stored.Length);
        // Sixteen bytes in a row do not come about by chance.
        if (length > 16)
            Assert.Equal(-1, stored.AsSpan().IndexOf(plain.AsSpan(0, 16)));

        foreach (var from in new[] { 0, 1, Piece - 1, Piece, Piece + 1, length / 2, length - 1, length }.Where(from => from >= 0 && from <= length).Distinct())
        {
            var back = await GetAsync(from);
            Assert.True(plain.AsSpan(from).SequenceEqual(back), $"From {from} of {length}.");
        }

        Assert.NotEqual(stored, await PutAsync(plain));
    }

    [Fact]
    public async Task No_byte_can_be_changed_cut_off_moved_or_added_unnoticed()
    {
        var whole = await PutAsync(Plain((2 * Piece) + 9));
        // The key's id is in the head: another one is another key.
        foreach (var at in Enumerable.Range(0, Head).Concat([Head, Head + Piece - 1, Head + Piece, Head + Piece + 16, whole.Length - 17, whole.Length - 1]))
            await AssertFoundAsync([.. whole[..at], (byte)(whole[at] ^ 0x40), .. whole[(at + 1)..]], $"byte {at}");
        const int Stored = Piece + 16;
        foreach (var cut in new[] { 0, Head - 1, Head, Head + 15, Head + Stored, Head + (2 * Stored), whole.Length - 1 })
            await AssertFoundAsync(whole[..cut], $"cut to {cut}");
        await AssertFoundAsync([.. whole, 0], "one more byte");
        await AssertFoundAsync([.. whole[..Head], .. whole[(Head + Stored)..(Head + (2 * Stored))], .. whole[Head..(Head + Stored)], .. whole[(Head + (2 * Stored))..]], "two pieces exchanged");
        await AssertFoundAsync([.. whole[..Head], .. whole[(Head + Stored)..]], "a piece left out");

        await WriteAsync(whole);
        var other = await Assert.ThrowsAsync<DamageException>(() => GetAsync(0, "backup-2026-01-06T020000Z/base.tar.gz"));
        Assert.Contains(Name, other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_here_is_named_with_the_file()
    {
        var plain = Plain(100);
        await PutAsync(plain);
        var other = new BackupKey(new byte[32]);
        var missing = await Assert.ThrowsAsync<KeyException>(() => GetAsync(0, Name, KeyRing.Empty));
        Assert.Contains($"{Name} is encrypted with the key {Key.Id}, and BACKUP_ENCRYPTION_KEY is not set", missing.Message, StringComparison.Ordinal);
        var wrong = await Assert.ThrowsAsync<KeyException>(() => GetAsync(0, Name, new KeyRing(other)));
        Assert.Contains($"BACKUP_ENCRYPTION_KEY is another, {other.Id}", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(plain, await GetAsync(0, Name, new KeyRing(other, Key)));
        Assert.Matches("^[0-9a-f]{16}$", Key.Id);
    }

    [Fact]
    public void A_key_is_read_from_both_forms_and_a_bad_one_is_not_shown()
    {
        Assert.Equal(Key.Id, BackupKey.Parse("K", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").Id);
        Assert.Equal(Key.Id, BackupKey.Parse("K", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f").Id);
        foreach (var bad in new[] { "secret", "AAECAwQFBgcICQoLDA0ODw==", new string('g', 64), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==" })
        {
            var problem = Assert.Throws<SettingException>(() => BackupKey.Parse("BACKUP_ENCRYPTION_KEY", bad));
            Assert.StartsWith("BACKUP_ENCRYPTION_KEY must be 32 bytes", problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(bad, problem.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task AssertFoundAsync(byte[] bytes, string what)
    {
        await WriteAsync(bytes);
        var problem = await Record.ExceptionAsync(() => GetAsync(0));
        Assert.True(problem is DamageException or KeyException && problem!.Message.Contains(Name, StringComparison.Ordinal), $"{what}: {problem}");
    }

    private async Task<byte[]> PutAsync(byte[] plain)
    {
        using var content = new MemoryStream(plain);
        await using var encrypted = EncryptedForm.Encrypt(content, Key, Name);
        await _store.WriteAsync(Name, encrypted, CancellationToken.None);
        return await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, Name));
    }

    private Task WriteAsync(byte[] bytes) => File.WriteAllBytesAsync(Path.Combine(_folder.FullName, Name), bytes);

    private async Task<byte[]> GetAsync(long from, string name = Name, KeyRing? keys = null)
    {
        await using var plain = (await EncryptedForm.OpenAsync(_store, Name, name, keys ?? Keys, CancellationToken.None, from))!;
        using var memory = new MemoryStream();
        await plain.CopyToAsync(memory);
        return memory.ToArray();
    }

    private static byte[] Plain(int length) => RandomNumberGenerator.GetBytes(length);
}
