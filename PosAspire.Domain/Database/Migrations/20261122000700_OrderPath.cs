using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Registers, and what an order needs beyond a cash sale: training, open orders, modifiers, discounts and reasons.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000700_OrderPath")]
public sealed class OrderPath : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE registers (
          id uuid CONSTRAINT pk_registers PRIMARY KEY,
          location_id uuid NOT NULL CONSTRAINT fk_registers_locations REFERENCES locations (id),
          name text NOT NULL CONSTRAINT ck_registers_name CHECK (length(name) BETWEEN 1 AND 60),
          is_active boolean NOT NULL,
          created_at timestamptz NOT NULL,
          version int NOT NULL DEFAULT 1
        );
        CREATE UNIQUE INDEX ix_registers_location_id_name ON registers (location_id, name);
        CREATE TRIGGER registers_are_kept BEFORE DELETE ON registers FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();

        ALTER TABLE orders
          ADD register_id uuid,
          ADD training boolean NOT NULL DEFAULT false,
          ADD label text CONSTRAINT ck_orders_label CHECK (length(label) BETWEEN 1 AND 60),
          ADD tax_included_minor bigint NOT NULL DEFAULT 0 CONSTRAINT ck_orders_tax_included CHECK (tax_included_minor >= 0),
          ADD reason text CONSTRAINT ck_orders_reason CHECK (length(reason) BETWEEN 1 AND 200),
          ADD approved_by uuid,
          ADD CONSTRAINT ck_orders_voided CHECK (status <> 'voided' OR (reason IS NOT NULL AND approved_by IS NOT NULL));

        -- Training counts on its own, so that it leaves no gap in the day's numbers.
        DROP INDEX ix_orders_location_id_business_day_number;
        CREATE UNIQUE INDEX ix_orders_location_id_business_day_training_number ON orders (location_id, business_day, training, number);
        ALTER TABLE order_numbers ADD training boolean NOT NULL DEFAULT false;
        ALTER TABLE order_numbers DROP CONSTRAINT pk_order_numbers;
        ALTER TABLE order_numbers ADD CONSTRAINT pk_order_numbers PRIMARY KEY (location_id, business_day, training);

        CREATE OR REPLACE VIEW "Transaction" AS
          SELECT id, location_id, number, business_day, status, currency, created_at, completed_at, created_by,
                 subtotal_minor, service_minor, tax_minor, total_minor, cash_rounding_minor, due_minor
          FROM orders WHERE NOT training;

        ALTER TABLE order_lines
          ADD modifiers jsonb CONSTRAINT ck_order_lines_modifiers CHECK (jsonb_typeof(modifiers) = 'array'),
          ADD discount_minor bigint NOT NULL DEFAULT 0 CONSTRAINT ck_order_lines_discount CHECK (discount_minor BETWEEN 0 AND unit_price_minor * quantity),
          ADD sent_at timestamptz,
          ADD removed_at timestamptz,
          DROP CONSTRAINT ck_order_lines_total,
          ADD CONSTRAINT ck_order_lines_total CHECK (line_total_minor = unit_price_minor * quantity - discount_minor);

        ALTER TABLE stock_movements DROP CONSTRAINT ck_stock_movements_reason;
        ALTER TABLE stock_movements ADD CONSTRAINT ck_stock_movements_reason
          CHECK (reason IN ('opening', 'sale', 'return', 'adjustment', 'receipt', 'void'));
        ALTER TABLE stock_movements DROP CONSTRAINT ck_stock_movements_order;
        ALTER TABLE stock_movements ADD CONSTRAINT ck_stock_movements_order CHECK (order_id IS NOT NULL OR reason NOT IN ('sale', 'return', 'void'));
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE stock_movements DROP CONSTRAINT ck_stock_movements_order;
        ALTER TABLE stock_movements ADD CONSTRAINT ck_stock_movements_order CHECK (order_id IS NOT NULL OR reason NOT IN ('sale', 'return'));
        ALTER TABLE stock_movements DROP CONSTRAINT ck_stock_movements_reason;
        ALTER TABLE stock_movements ADD CONSTRAINT ck_stock_movements_reason CHECK (reason IN ('opening', 'sale', 'return', 'adjustment', 'receipt'));
        ALTER TABLE order_lines DROP CONSTRAINT ck_order_lines_total;
        ALTER TABLE order_lines
          DROP modifiers, DROP discount_minor, DROP sent_at, DROP removed_at,
          ADD CONSTRAINT ck_order_lines_total CHECK (line_total_minor = unit_price_minor * quantity);
        CREATE OR REPLACE VIEW "Transaction" AS
          SELECT id, location_id, number, business_day, status, currency, created_at, completed_at, created_by,
                 subtotal_minor, service_minor, tax_minor, total_minor, cash_rounding_minor, due_minor
          FROM orders;
        ALTER TABLE order_numbers DROP CONSTRAINT pk_order_numbers;
        DELETE FROM order_numbers WHERE training;
        ALTER TABLE order_numbers DROP training;
        ALTER TABLE order_numbers ADD CONSTRAINT pk_order_numbers PRIMARY KEY (location_id, business_day);
        DROP INDEX ix_orders_location_id_business_day_training_number;
        CREATE UNIQUE INDEX ix_orders_location_id_business_day_number ON orders (location_id, business_day, number);
        ALTER TABLE orders DROP CONSTRAINT ck_orders_voided;
        ALTER TABLE orders DROP register_id, DROP training, DROP label, DROP tax_included_minor, DROP reason, DROP approved_by;
        DROP TABLE registers;
        """);
}
