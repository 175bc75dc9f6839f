using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Database;
using PosAspire.Domain.Registers;

namespace PosAspire.Domain.Identity;

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.HasKey(user => user.Id);
        builder.HasIndex(user => user.Username).IsUnique();
        builder.Property(user => user.Version).IsConcurrencyToken();
        builder.HasMany(user => user.Roles).WithOne().HasForeignKey(role => role.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UserRoleMapping : IEntityTypeConfiguration<UserRole>
{
    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.ToTable("user_roles");
        builder.HasKey(role => new { role.UserId, role.Role, role.LocationCode });
        builder.HasIndex(role => role.Role);
        builder.HasOne<Role>().WithMany().HasForeignKey(role => role.Role).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.HasKey(role => role.Name);
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(session => session.Id);
        builder.HasIndex(session => session.ExpiresAt);
        builder.HasIndex(session => session.RevokedIn).HasFilter("(revoked_in IS NOT NULL)");
        builder.Property(session => session.Method).AsText();
        builder.Property(session => session.RevokedIn).HasColumnType("xid8");
        builder.HasOne<User>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Register>().WithMany().HasForeignKey(session => session.RegisterId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RefreshTokenMapping : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("refresh_tokens");
        builder.HasKey(token => token.Hash);
        builder.HasOne<Session>().WithMany().HasForeignKey(token => token.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignInAttemptsMapping : IEntityTypeConfiguration<SignInAttempts>
{
    public void Configure(EntityTypeBuilder<SignInAttempts> builder)
    {
        builder.ToTable("sign_in_attempts");
        builder.HasKey(attempts => attempts.Subject);
        builder.HasIndex(attempts => attempts.CountedFrom);
    }
}
