using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Identity;
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

internal sealed class RegisterDeviceMapping : IEntityTypeConfiguration<RegisterDevice>
{
    public void Configure(EntityTypeBuilder<RegisterDevice> builder)
    {
        builder.ToTable("register_devices");
        builder.HasKey(device => device.Id);
        builder.HasIndex(device => device.TokenHash).IsUnique();
        builder.HasOne<Register>().WithMany().HasForeignKey(device => device.RegisterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(device => device.RegisteredBy).OnDelete(DeleteBehavior.Restrict);
    }
}
