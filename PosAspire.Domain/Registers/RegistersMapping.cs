using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Registers;

internal sealed class RegisterMapping : IEntityTypeConfiguration<Register>
{
    public void Configure(EntityTypeBuilder<Register> builder)
    {
        builder.ToTable("registers");
        builder.HasKey(register => register.Id);
        builder.HasIndex(register => new { register.LocationId, register.Name }).IsUnique();
        builder.Property(register => register.Version).IsConcurrencyToken();
        builder.HasOne<Location>().WithMany().HasForeignKey(register => register.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}
