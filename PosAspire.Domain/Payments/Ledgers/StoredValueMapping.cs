using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Payments.Ledgers;

internal sealed class StoredValueAccountMapping : IEntityTypeConfiguration<StoredValueAccount>
{
    public void Configure(EntityTypeBuilder<StoredValueAccount> builder)
    {
        builder.ToTable("stored_value_accounts");
        builder.HasKey(account => account.Id);
        builder.HasIndex(account => account.CodeHash).IsUnique();
        builder.Property(account => account.Kind).AsText();
    }
}

internal sealed class StoredValueEntryMapping : IEntityTypeConfiguration<StoredValueEntry>
{
    public void Configure(EntityTypeBuilder<StoredValueEntry> builder)
    {
        builder.ToTable("stored_value_entries");
        builder.HasKey(entry => entry.Id);
        builder.HasIndex(entry => new { entry.AccountId, entry.Id });
        builder.HasIndex(entry => new { entry.ReferenceId, entry.Move }).IsUnique();
        builder.Property(entry => entry.Move).AsText();
        builder.HasOne<StoredValueAccount>().WithMany().HasForeignKey(entry => entry.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
