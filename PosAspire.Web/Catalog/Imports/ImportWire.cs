namespace PosAspire.Web.Catalog.Imports;

public sealed record ImportList(IReadOnlyList<ImportJob> Items, Guid? Next);

/// <summary>An import as Api tells it.</summary>
public sealed record ImportJob(
    Guid Id, string Location, string FileName, bool SkipBroken, string State, DateTime CreatedAt, string? Who, DateTime? FinishedAt, int Done, int Total, int Added, int Changed,
    int Unchanged, int Rejected, string? Sentence, IReadOnlyList<ImportRow> Problems, bool HasReport)
{
    public bool IsOver => State is "done" or "failed";
}

public sealed record ImportRow(long Row, string Kind, string Sentence);

public sealed record QueuedImport(Guid Id);
