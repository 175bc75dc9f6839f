using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Why a line was taken off, and the steps of an order that is not paid at once.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000910_OpenOrders")]
public sealed class OpenOrders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE order_lines
          ADD removed_reason text CONSTRAINT ck_order_lines_removed_reason CHECK (length(removed_reason) BETWEEN 1 AND 200),
          ADD CONSTRAINT ck_order_lines_removed CHECK (removed_at IS NULL OR sent_at IS NULL OR removed_reason IS NOT NULL);

        CREATE TABLE order_status_changes (
          location_id uuid NOT NULL,
          order_id uuid NOT NULL,
          version int NOT NULL,
          status text NOT NULL CONSTRAINT ck_order_status_changes_status CHECK (status IN
            ('draft', 'open', 'awaiting_payment', 'paid', 'completed', 'cancelled', 'voided', 'refunded', 'partially_refunded')),
          at timestamptz NOT NULL,
          actor_id uuid NOT NULL,
          reason text,
          CONSTRAINT pk_order_status_changes PRIMARY KEY (location_id, order_id, version),
          CONSTRAINT fk_order_status_changes_orders FOREIGN KEY (location_id, order_id) REFERENCES orders (location_id, id)
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE order_status_changes;
        ALTER TABLE order_lines DROP CONSTRAINT ck_order_lines_removed, DROP removed_reason;
        """);
}
