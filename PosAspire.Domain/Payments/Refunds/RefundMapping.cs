using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;

namespace PosAspire.Domain.Payments.Refunds;

internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds");
        builder.HasKey(refund => new { refund.LocationId, refund.Id });
        builder.Property(refund => refund.Kind).AsText();
        builder.Property(refund => refund.Method).AsText();
        builder.Property(refund => refund.Status).AsText();
        builder.HasOne<Order>().WithMany().HasForeignKey(refund => new { refund.LocationId, refund.OrderId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RefundLineMapping : IEntityTypeConfiguration<RefundLine>
{
    public void Configure(EntityTypeBuilder<RefundLine> builder)
    {
        builder.ToTable("refund_lines");
        builder.HasKey(line => new { line.LocationId, line.RefundId, line.LineNo });
        builder.Property(line => line.Disposition).AsText();
        builder.HasOne<Refund>().WithMany().HasForeignKey(line => new { line.LocationId, line.RefundId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RefundPayoutMapping : IEntityTypeConfiguration<RefundPayout>
{
    public void Configure(EntityTypeBuilder<RefundPayout> builder)
    {
        builder.ToTable("refund_payouts");
        builder.HasKey(payout => new { payout.LocationId, payout.RefundId, payout.Id });
        builder.Property(payout => payout.Type).AsText();
        builder.Property(payout => payout.Status).AsText();
        builder.Property(payout => payout.Asking)
            .HasConversion(new ValueConverter<RefundVerb, string>(verb => EnumText.Of(verb), word => EnumText.Parse<RefundVerb>(word))).HasColumnType("text");
        builder.Property(payout => payout.Version).IsConcurrencyToken();
        builder.HasIndex(payout => payout.Id).IsUnique();
        builder.HasIndex(payout => payout.NextReadAt).HasFilter("(next_read_at IS NOT NULL)");
        builder.HasOne<Refund>().WithMany().HasForeignKey(payout => new { payout.LocationId, payout.RefundId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Payment>().WithMany().HasForeignKey(payout => new { payout.LocationId, payout.OrderId, payout.PaymentId }).OnDelete(DeleteBehavior.Restrict);
    }
}
