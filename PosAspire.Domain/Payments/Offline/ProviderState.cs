using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Domain.Payments.Offline;

/// <summary>Whether a provider is used as it answers, or as somebody has decided.</summary>
public enum ProviderMode
{
    /// <summary>As it answers.</summary>
    Automatic,

    /// <summary>Not asked for new payments, whatever it answers.</summary>
    Offline,

    /// <summary>Asked, however often it failed.</summary>
    Online,
}

/// <summary>What somebody has decided about a provider.</summary>
public sealed class ProviderState
{
    /// <summary>The longest reason.</summary>
    public const int MaxReasonLength = 200;

    private ProviderState()
    {
    }

    /// <summary><c>stripe</c>, <c>qris</c>.</summary>
    public string Provider { get; private set; } = "";

    public ProviderMode Mode { get; private set; }

    public string Reason { get; private set; } = "";

    public Guid SetBy { get; private set; }

    public DateTime Since { get; private set; }
}

internal sealed class ProviderStateMapping : IEntityTypeConfiguration<ProviderState>
{
    public void Configure(EntityTypeBuilder<ProviderState> builder)
    {
        builder.ToTable("provider_states");
        builder.HasKey(state => state.Provider);
        builder.Property(state => state.Mode).AsText();
        builder.HasOne<User>().WithMany().HasForeignKey(state => state.SetBy).OnDelete(DeleteBehavior.Restrict);
    }
}
