using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PosAspire.Domain.Audit;

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(entry => new { entry.TransactionId, entry.Id });
        builder.HasIndex(entry => entry.SubjectId);
        builder.Property(entry => entry.Data).HasColumnType("jsonb");
        builder.Property(entry => entry.TransactionId).HasColumnType("xid8").ValueGeneratedOnAdd();
    }
}

internal sealed class AuditBlockMapping : IEntityTypeConfiguration<AuditBlock>
{
    public void Configure(EntityTypeBuilder<AuditBlock> builder)
    {
        builder.ToTable("audit_chain");
        builder.HasKey(block => block.Number);
        builder.Property(block => block.Number).ValueGeneratedNever();
        builder.Property(block => block.FromTransaction).HasColumnType("xid8");
        builder.Property(block => block.ToTransaction).HasColumnType("xid8");
    }
}
