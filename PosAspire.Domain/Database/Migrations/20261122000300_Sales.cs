using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Orders, their lines and payments, and the view operators count.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000300_Sales")]
public sealed class Sales : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        -- Rows of a sale are tied to each other and to their stock level. They are not tied to location, product or user:
        -- each such check would lock one shared row for every sale at once, and those rows cannot be deleted anyway.
        CREATE TABLE orders (
          location_id uuid NOT NULL,
          id uuid NOT NULL,
          number int NOT NULL CONSTRAINT ck_orders_number CHECK (number >= 1),
          business_day date NOT NULL,
          status text NOT NULL CONSTRAINT ck_orders_status CHECK (status IN
            ('draft', 'open', 'awaiting_payment', 'paid', 'completed', 'cancelled', 'voided', 'refunded', 'partially_refunded')),
          currency text NOT NULL CONSTRAINT ck_orders_currency CHECK (currency ~ '^[A-Z]{3}$'),
          created_at timestamptz NOT NULL,
          completed_at timestamptz CONSTRAINT ck_orders_completed_at CHECK (completed_at >= created_at),
          created_by uuid NOT NULL,
          subtotal_minor bigint NOT NULL CONSTRAINT ck_orders_subtotal CHECK (subtotal_minor >= 0),
          service_minor bigint NOT NULL CONSTRAINT ck_orders_service CHECK (service_minor >= 0),
          tax_minor bigint NOT NULL CONSTRAINT ck_orders_tax CHECK (tax_minor >= 0),
          total_minor bigint NOT NULL CONSTRAINT ck_orders_total CHECK (total_minor = subtotal_minor + service_minor + tax_minor),
          cash_rounding_minor bigint NOT NULL,
          due_minor bigint NOT NULL CONSTRAINT ck_orders_due CHECK (due_minor = total_minor + cash_rounding_minor AND due_minor >= 0),
          taxes jsonb NOT NULL CONSTRAINT ck_orders_taxes CHECK (jsonb_typeof(taxes) = 'array'),
          version int NOT NULL DEFAULT 1,
          CONSTRAINT pk_orders PRIMARY KEY (location_id, id)
        );
        CREATE UNIQUE INDEX ix_orders_location_id_business_day_number ON orders (location_id, business_day, number);
        CREATE INDEX ix_orders_status ON orders (status);
        CREATE INDEX ix_orders_created_at ON orders (created_at);

        CREATE VIEW "Transaction" AS
          SELECT id, location_id, number, business_day, status, currency, created_at, completed_at, created_by,
                 subtotal_minor, service_minor, tax_minor, total_minor, cash_rounding_minor, due_minor
          FROM orders;

        CREATE TABLE order_lines (
          location_id uuid NOT NULL,
          order_id uuid NOT NULL,
          line_no smallint NOT NULL CONSTRAINT ck_order_lines_line_no CHECK (line_no >= 1),
          product_id uuid NOT NULL,
          name text NOT NULL,
          size text NOT NULL,
          unit text NOT NULL CONSTRAINT ck_order_lines_unit CHECK (unit IN ('bottle', 'case', 'each')),
          unit_quantity int NOT NULL CONSTRAINT ck_order_lines_unit_quantity CHECK (unit_quantity >= 1),
          quantity int NOT NULL CONSTRAINT ck_order_lines_quantity CHECK (quantity BETWEEN 1 AND 9999),
          unit_price_minor bigint NOT NULL CONSTRAINT ck_order_lines_unit_price CHECK (unit_price_minor >= 0),
          line_total_minor bigint NOT NULL CONSTRAINT ck_order_lines_total CHECK (line_total_minor = unit_price_minor * quantity),
          CONSTRAINT pk_order_lines PRIMARY KEY (location_id, order_id, line_no),
          CONSTRAINT fk_order_lines_orders FOREIGN KEY (location_id, order_id) REFERENCES orders (location_id, id)
        );

        CREATE TABLE order_numbers (
          location_id uuid NOT NULL,
          business_day date NOT NULL,
          last_number int NOT NULL CONSTRAINT ck_order_numbers_last_number CHECK (last_number >= 0),
          CONSTRAINT pk_order_numbers PRIMARY KEY (location_id, business_day)
        );

        CREATE TABLE payments (
          location_id uuid NOT NULL,
          order_id uuid NOT NULL,
          id uuid NOT NULL,
          type text NOT NULL CONSTRAINT ck_payments_type CHECK (type IN ('cash')),
          status text NOT NULL CONSTRAINT ck_payments_status CHECK (status IN
            ('pending', 'queued', 'requires_action', 'authorized', 'captured', 'failed', 'unknown', 'refunded')),
          amount_minor bigint NOT NULL CONSTRAINT ck_payments_amount CHECK (amount_minor >= 0),
          tendered_minor bigint NOT NULL,
          change_minor bigint NOT NULL CONSTRAINT ck_payments_change CHECK (change_minor >= 0 AND amount_minor = tendered_minor - change_minor),
          created_at timestamptz NOT NULL,
          CONSTRAINT pk_payments PRIMARY KEY (location_id, order_id, id),
          CONSTRAINT fk_payments_orders FOREIGN KEY (location_id, order_id) REFERENCES orders (location_id, id)
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE payments;
        DROP TABLE order_numbers;
        DROP TABLE order_lines;
        DROP VIEW "Transaction";
        DROP TABLE orders;
        """);
}
