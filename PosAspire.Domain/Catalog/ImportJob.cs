using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Catalog;

/// <summary>What became of an import; that one is being done shows in its <see cref="ImportProgress"/>.</summary>
public enum ImportState
{
    Queued,
    Done,
    Failed,
}

/// <summary>A catalogue file that somebody sent in, to be imported in the background.</summary>
public sealed class ImportJob
{
    /// <summary>Largest file in bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>A file that so many workers have died of is not tried again.</summary>
    public const int MaxAttempts = 5;

    private ImportJob()
    {
    }

    /// <summary>Time-ordered.</summary>
    public Guid Id { get; private set; }

    /// <summary>The prices go to this shop's list.</summary>
    public Guid LocationId { get; private set; }

    public Guid CreatedBy { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public string FileName { get; private set; } = "";

    /// <summary>Whether rows that cannot be imported are left out; otherwise one of them keeps everything as it was.</summary>
    public bool SkipBroken { get; private set; }

    /// <summary>The file; gone when the import is over.</summary>
    public byte[]? Content { get; private set; }

    public ImportState State { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>Rows of the file.</summary>
    public int Total { get; private set; }

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public int Unchanged { get; private set; }

    public int Rejected { get; private set; }

    /// <summary>Why nothing was changed, or null.</summary>
    public string? Sentence { get; private set; }

    /// <summary>JSON: the first rows with something wrong, each with a sentence.</summary>
    public string Problems { get; private set; } = "[]";

    /// <summary>CSV: every row with something wrong.</summary>
    public string Report { get; private set; } = "";
}

/// <summary>How far an import is. Written while the job's own row is locked by its worker.</summary>
public sealed class ImportProgress
{
    private ImportProgress()
    {
    }

    public Guid JobId { get; private set; }

    /// <summary>How often a worker has begun it.</summary>
    public int Attempts { get; private set; }

    /// <summary>Rows read.</summary>
    public int Done { get; private set; }

    /// <summary>Lines of the file, which is about how many rows there are.</summary>
    public int Total { get; private set; }

    public DateTime At { get; private set; }
}

internal sealed class ImportJobMapping : IEntityTypeConfiguration<ImportJob>
{
    public void Configure(EntityTypeBuilder<ImportJob> builder)
    {
        builder.ToTable("import_jobs");
        builder.HasKey(job => job.Id);
        builder.HasIndex(job => job.LocationId);
        builder.Property(job => job.State).AsText();
        builder.Property(job => job.Problems).HasColumnType("jsonb");
        builder.HasOne<Location>().WithMany().HasForeignKey(job => job.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ImportProgressMapping : IEntityTypeConfiguration<ImportProgress>
{
    public void Configure(EntityTypeBuilder<ImportProgress> builder)
    {
        builder.ToTable("import_progress");
        builder.HasKey(progress => progress.JobId);
    }
}
