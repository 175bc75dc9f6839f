using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Dining;

internal sealed class DiningTableMapping : IEntityTypeConfiguration<DiningTable>
{
    public void Configure(EntityTypeBuilder<DiningTable> builder)
    {
        builder.ToTable("dining_tables");
        builder.HasKey(table => new { table.LocationId, table.Id });
        builder.HasIndex(table => new { table.LocationId, table.Name }).IsUnique().HasFilter("(removed_at IS NULL)");
        builder.HasIndex(table => new { table.LocationId, table.X, table.Y }).IsUnique().HasFilter("(removed_at IS NULL)");
        builder.Property(table => table.Shape).AsText();
        builder.Property(table => table.Version).IsConcurrencyToken();
        builder.HasOne<Location>().WithMany().HasForeignKey(table => table.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class KitchenStationMapping : IEntityTypeConfiguration<KitchenStation>
{
    public void Configure(EntityTypeBuilder<KitchenStation> builder)
    {
        builder.ToTable("kitchen_stations");
        builder.HasKey(station => new { station.LocationId, station.Code });
        builder.HasOne<Location>().WithMany().HasForeignKey(station => station.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class KitchenRouteMapping : IEntityTypeConfiguration<KitchenRoute>
{
    public void Configure(EntityTypeBuilder<KitchenRoute> builder)
    {
        builder.ToTable("kitchen_routes");
        builder.HasKey(route => new { route.LocationId, route.CategoryId });
        builder.HasOne<Category>().WithMany().HasForeignKey(route => route.CategoryId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<KitchenStation>().WithMany().HasForeignKey(route => new { route.LocationId, route.Station }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class KitchenTicketMapping : IEntityTypeConfiguration<KitchenTicket>
{
    public void Configure(EntityTypeBuilder<KitchenTicket> builder)
    {
        builder.ToTable("kitchen_tickets");
        builder.HasKey(ticket => new { ticket.LocationId, ticket.Id });
        builder.HasIndex(ticket => new { ticket.LocationId, ticket.SentAt }).HasFilter("(bumped_at IS NULL)");
        builder.HasIndex(ticket => new { ticket.LocationId, ticket.BumpedAt }).HasFilter("(bumped_at IS NOT NULL)");
        builder.Property(ticket => ticket.Version).IsConcurrencyToken();
        builder.HasMany(ticket => ticket.Lines).WithOne().HasForeignKey(line => new { line.LocationId, line.TicketId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Order>().WithMany().HasForeignKey(ticket => new { ticket.LocationId, ticket.OrderId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class KitchenTicketLineMapping : IEntityTypeConfiguration<KitchenTicketLine>
{
    public void Configure(EntityTypeBuilder<KitchenTicketLine> builder)
    {
        builder.ToTable("kitchen_ticket_lines");
        builder.HasKey(line => new { line.LocationId, line.TicketId, line.LineNo });
        builder.HasIndex(line => new { line.LocationId, line.OrderId, line.LineNo }).IsUnique();
    }
}

internal sealed class KitchenTicketEventMapping : IEntityTypeConfiguration<KitchenTicketEvent>
{
    public void Configure(EntityTypeBuilder<KitchenTicketEvent> builder)
    {
        builder.ToTable("kitchen_ticket_events");
        builder.HasKey(step => new { step.LocationId, step.Id });
        builder.Property(step => step.Step).AsText();
        builder.HasOne<KitchenTicket>().WithMany().HasForeignKey(step => new { step.LocationId, step.TicketId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DishOutMapping : IEntityTypeConfiguration<DishOut>
{
    public void Configure(EntityTypeBuilder<DishOut> builder)
    {
        builder.ToTable("dishes_out");
        builder.HasKey(dish => new { dish.LocationId, dish.ProductId });
        builder.HasOne<Location>().WithMany().HasForeignKey(dish => dish.LocationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Product>().WithMany().HasForeignKey(dish => dish.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OpeningWindowMapping : IEntityTypeConfiguration<OpeningWindow>
{
    public void Configure(EntityTypeBuilder<OpeningWindow> builder)
    {
        builder.ToTable("opening_hours");
        builder.HasKey(window => new { window.LocationId, window.Day, window.Opens });
        builder.Property(window => window.Opens).HasColumnType("time without time zone");
        builder.Property(window => window.Closes).HasColumnType("time without time zone");
        builder.HasOne<Location>().WithMany().HasForeignKey(window => window.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}
