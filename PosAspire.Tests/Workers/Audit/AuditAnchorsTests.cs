using PosAspire.Workers.Audit;

namespace PosAspire.Tests.Workers.Audit;

public sealed class AuditAnchorsTests : IDisposable
{
    private static readonly DateTimeOffset Day = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posaspire-anchors-");

    /// <summary>Of another database's nothing is touched, and nothing is thrown away.</summary>
    [Fact]
    public async Task A_restore_to_an_earlier_moment_sets_the_anchors_of_later_blocks_aside_with_a_note()
    {
        AuditAnchors anchors = new(_folder.FullName, "7-5"), other = new(_folder.FullName, "8-5");
        foreach (var (number, kept) in new[] { (10L, anchors), (20L, anchors), (30L, anchors), (40L, other) })
            kept.Write(new(number, new byte[32]), Day.AddDays(number));

        var moved = await anchors.LeaveBehindAsync(head: 20, "backup-2026-01-05T020000Z was restored", Day, CancellationToken.None);

        Assert.Equal(1, moved);
        Assert.Equal([10L, 20L], (await anchors.ReadAsync(CancellationToken.None)).Select(anchor => anchor.Number));
        Assert.Equal(40, Assert.Single(await other.ReadAsync(CancellationToken.None)).Number);
        Assert.Equal((1, 0), (anchors.CountLeftBehind(), other.CountLeftBehind()));
        var note = Assert.Single(_folder.GetFiles("*.txt"));
        Assert.Contains("backup-2026-01-05T020000Z was restored; the journal goes on after block 20, 1 anchors", await File.ReadAllTextAsync(note.FullName), StringComparison.Ordinal);
        Assert.Equal(0, await anchors.LeaveBehindAsync(head: 20, "again", Day, CancellationToken.None));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
