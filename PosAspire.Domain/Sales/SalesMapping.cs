using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;

namespace PosAspire.Domain.Sales;

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(order => new { order.LocationId, order.Id });
        builder.HasIndex(order => new { order.LocationId, order.BusinessDay, order.Training, order.Number }).IsUnique();
        builder.HasIndex(order => order.Status);
        builder.HasIndex(order => order.CreatedAt);
        builder.Property(order => order.Status).AsText();
        builder.Property(order => order.Taxes).HasColumnType("jsonb");
        builder.Property(order => order.CartLines).HasColumnType("jsonb");
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.Property(order => order.Kind).AsText();
        builder.HasIndex(order => new { order.LocationId, order.CheckoutKey }).IsUnique().HasFilter("(checkout_key IS NOT NULL)");
        builder.HasIndex(order => new { order.LocationId, order.ExchangeOf }).HasFilter("(exchange_of IS NOT NULL)");
        builder.HasIndex(order => order.GuestToken).IsUnique().HasFilter("(guest_token IS NOT NULL)");
        builder.HasIndex(order => new { order.LocationId, order.TableId }).IsUnique()
            .HasFilter("((table_id IS NOT NULL) AND (status = ANY (ARRAY['open'::text, 'awaiting_payment'::text])))");
        builder.HasOne<DiningTable>().WithMany().HasForeignKey(order => new { order.LocationId, order.TableId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderLineMapping : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("order_lines");
        builder.HasKey(line => new { line.LocationId, line.OrderId, line.LineNo });
        builder.Property(line => line.Unit).AsText();
        builder.Property(line => line.Modifiers).HasColumnType("jsonb");
        builder.HasOne<Order>().WithMany().HasForeignKey(line => new { line.LocationId, line.OrderId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderStatusChangeMapping : IEntityTypeConfiguration<OrderStatusChange>
{
    public void Configure(EntityTypeBuilder<OrderStatusChange> builder)
    {
        builder.ToTable("order_status_changes");
        builder.HasKey(change => new { change.LocationId, change.OrderId, change.Version });
        builder.Property(change => change.Status).AsText();
        builder.HasOne<Order>().WithMany().HasForeignKey(change => new { change.LocationId, change.OrderId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderNumberMapping : IEntityTypeConfiguration<OrderNumber>
{
    public void Configure(EntityTypeBuilder<OrderNumber> builder)
    {
        builder.ToTable("order_numbers");
        builder.HasKey(number => new { number.LocationId, number.BusinessDay, number.Training });
    }
}
