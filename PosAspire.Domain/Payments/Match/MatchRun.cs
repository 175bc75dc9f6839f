using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Identity;

namespace PosAspire.Domain.Payments.Match;

/// <summary>One comparison of till, providers and ledger: asked for by a manager or by the hour, and what it found. At most one waits.</summary>
public sealed class MatchRun
{
    private MatchRun()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Null when the hour or an operator asked.</summary>
    public Guid? AskedBy { get; private set; }

    public DateTime AskedAt { get; private set; }

    public DateTime FromAt { get; private set; }

    public DateTime UntilAt { get; private set; }

    public bool IsWaiting { get; private set; }

    /// <summary>Until then one of the workers has it.</summary>
    public DateTime? LeaseUntil { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    public int Compared { get; private set; }

    public int Settled { get; private set; }

    /// <summary>All of them, also those that are not kept.</summary>
    public int Differences { get; private set; }

    /// <summary>The first of them, as <see cref="MatchFinding"/>.</summary>
    public string Findings { get; private set; } = "[]";
}

/// <summary>A difference as it is kept; amounts in minor units.</summary>
public sealed record MatchFinding(
    string Kind, Guid? LocationId, Guid? PaymentId, string? Provider, string? Reference, string? Order, string? Currency, long? TillMinor, long? OtherMinor);

internal sealed class MatchRunMapping : IEntityTypeConfiguration<MatchRun>
{
    public void Configure(EntityTypeBuilder<MatchRun> builder)
    {
        builder.ToTable("payment_matches");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Findings).HasColumnType("jsonb");
        builder.HasIndex(run => run.IsWaiting).IsUnique().HasFilter("is_waiting");
        builder.HasOne<User>().WithMany().HasForeignKey(run => run.AskedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
