using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>What the shops have, and every change of it.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000400_Inventory")]
public sealed class Inventory : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        -- Free space in each page lets a sale rewrite a level beside its old version, without touching an index.
        CREATE TABLE stock_levels (
          location_id uuid NOT NULL,
          product_id uuid NOT NULL CONSTRAINT fk_stock_levels_products REFERENCES products (id),
          on_hand int NOT NULL,
          policy text NOT NULL CONSTRAINT ck_stock_levels_policy CHECK (policy IN ('block', 'warn', 'allow')),
          CONSTRAINT pk_stock_levels PRIMARY KEY (location_id, product_id),
          CONSTRAINT ck_stock_levels_on_hand CHECK (on_hand >= 0 OR policy <> 'block')
        ) WITH (fillfactor = 70);
        CREATE INDEX ix_stock_levels_product_id ON stock_levels (product_id);

        CREATE TABLE stock_movements (
          location_id uuid NOT NULL,
          id uuid NOT NULL,
          product_id uuid NOT NULL,
          quantity int NOT NULL CONSTRAINT ck_stock_movements_quantity CHECK (quantity <> 0),
          reason text NOT NULL CONSTRAINT ck_stock_movements_reason CHECK (reason IN ('opening', 'sale', 'return', 'adjustment', 'receipt')),
          order_id uuid CONSTRAINT ck_stock_movements_order CHECK (order_id IS NOT NULL OR reason NOT IN ('sale', 'return')),
          actor_id uuid,
          at timestamptz NOT NULL,
          CONSTRAINT pk_stock_movements PRIMARY KEY (location_id, id),
          CONSTRAINT fk_stock_movements_stock_levels FOREIGN KEY (location_id, product_id) REFERENCES stock_levels (location_id, product_id)
        );
        CREATE INDEX ix_stock_movements_location_id_product_id ON stock_movements (location_id, product_id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE stock_movements;
        DROP TABLE stock_levels;
        """);
}
