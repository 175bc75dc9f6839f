using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Tables of a dining room, and what an order knows of its guests: where they sit, how many, and the link by which they follow it.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001100_DiningRoom")]
public sealed class DiningRoom : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE dining_tables (
          location_id uuid NOT NULL CONSTRAINT fk_dining_tables_locations REFERENCES locations (id),
          id uuid NOT NULL,
          name text NOT NULL CONSTRAINT ck_dining_tables_name CHECK (length(name) BETWEEN 1 AND 30),
          area text NOT NULL CONSTRAINT ck_dining_tables_area CHECK (length(area) BETWEEN 1 AND 30),
          seats smallint NOT NULL CONSTRAINT ck_dining_tables_seats CHECK (seats BETWEEN 1 AND 50),
          shape text NOT NULL CONSTRAINT ck_dining_tables_shape CHECK (shape IN ('round', 'square', 'long')),
          x smallint NOT NULL CONSTRAINT ck_dining_tables_x CHECK (x BETWEEN 0 AND 11),
          y smallint NOT NULL CONSTRAINT ck_dining_tables_y CHECK (y BETWEEN 0 AND 7),
          removed_at timestamptz,
          version int NOT NULL DEFAULT 1,
          CONSTRAINT pk_dining_tables PRIMARY KEY (location_id, id),
          CONSTRAINT ck_dining_tables_long CHECK (shape <> 'long' OR x <= 10)
        );
        CREATE UNIQUE INDEX ix_dining_tables_location_id_name ON dining_tables (location_id, name) WHERE removed_at IS NULL;
        CREATE UNIQUE INDEX ix_dining_tables_location_id_x_y ON dining_tables (location_id, x, y) WHERE removed_at IS NULL;

        ALTER TABLE orders
          ADD kind text NOT NULL DEFAULT 'counter' CONSTRAINT ck_orders_kind CHECK (kind IN ('counter', 'dine_in', 'takeaway')),
          ADD table_id uuid,
          ADD guests smallint CONSTRAINT ck_orders_guests CHECK (guests BETWEEN 1 AND 99),
          ADD guest_token text CONSTRAINT ck_orders_guest_token CHECK (length(guest_token) BETWEEN 20 AND 64),
          ADD bill_at timestamptz,
          ADD CONSTRAINT ck_orders_table CHECK (table_id IS NULL OR kind = 'dine_in'),
          ADD CONSTRAINT fk_orders_dining_tables FOREIGN KEY (location_id, table_id) REFERENCES dining_tables (location_id, id);
        -- Two waiters cannot seat guests at one table. A counter sale is in neither index, so that selling writes no row more.
        CREATE UNIQUE INDEX ix_orders_location_id_table_id ON orders (location_id, table_id) WHERE table_id IS NOT NULL AND status IN ('open', 'awaiting_payment');
        CREATE UNIQUE INDEX ix_orders_guest_token ON orders (guest_token) WHERE guest_token IS NOT NULL;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE orders
          DROP CONSTRAINT fk_orders_dining_tables, DROP CONSTRAINT ck_orders_table,
          DROP kind, DROP table_id, DROP guests, DROP guest_token, DROP bill_at;
        DROP TABLE dining_tables;
        """);
}
