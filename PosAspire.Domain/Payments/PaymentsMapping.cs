using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;

namespace PosAspire.Domain.Payments;

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments");
        builder.HasKey(payment => new { payment.LocationId, payment.OrderId, payment.Id });
        builder.Property(payment => payment.Type).AsText();
        builder.Property(payment => payment.Status).AsText();
        builder.HasOne<Order>().WithMany().HasForeignKey(payment => new { payment.LocationId, payment.OrderId }).OnDelete(DeleteBehavior.Restrict);
    }
}
