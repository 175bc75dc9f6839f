using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Money that is given back: of which order, for which lines, for which payments.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001460_Refunds")]
public sealed class Refunds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE locations ADD refund_limit_minor bigint CONSTRAINT ck_locations_refund_limit CHECK (refund_limit_minor >= 0);
        ALTER TABLE orders
          ADD refunded_minor bigint NOT NULL DEFAULT 0,
          ADD exchange_of uuid,
          ADD CONSTRAINT ck_orders_refunded CHECK (refunded_minor BETWEEN 0 AND total_minor),
          ADD CONSTRAINT ck_orders_exchange_of CHECK (exchange_of <> id);
        CREATE INDEX ix_orders_location_id_exchange_of ON orders (location_id, exchange_of) WHERE exchange_of IS NOT NULL;
        UPDATE orders SET refunded_minor = total_minor WHERE status = 'voided';
        ALTER TABLE order_lines
          ADD refunded_quantity int NOT NULL DEFAULT 0,
          ADD paid_minor bigint CONSTRAINT ck_order_lines_paid CHECK (paid_minor >= 0),
          ADD CONSTRAINT ck_order_lines_refunded CHECK (refunded_quantity BETWEEN 0 AND quantity);

        CREATE TABLE refunds (
          location_id uuid NOT NULL,
          id uuid NOT NULL,
          order_id uuid NOT NULL,
          kind text NOT NULL CONSTRAINT ck_refunds_kind CHECK (kind IN ('whole', 'lines', 'amount', 'void')),
          method text NOT NULL CONSTRAINT ck_refunds_method CHECK (method IN ('original', 'store_credit', 'cash')),
          status text NOT NULL CONSTRAINT ck_refunds_status CHECK (status IN ('pending', 'unknown', 'succeeded', 'failed')),
          amount_minor bigint NOT NULL CONSTRAINT ck_refunds_amount CHECK (amount_minor >= 0),
          reason text NOT NULL CONSTRAINT ck_refunds_reason CHECK (length(reason) BETWEEN 1 AND 200),
          requested_by uuid NOT NULL,
          approved_by uuid,
          created_at timestamptz NOT NULL,
          settled_at timestamptz,
          CONSTRAINT pk_refunds PRIMARY KEY (location_id, id),
          CONSTRAINT ck_refunds_approver CHECK (approved_by <> requested_by),
          CONSTRAINT ck_refunds_settled CHECK ((settled_at IS NULL) = (status IN ('pending', 'unknown'))),
          CONSTRAINT fk_refunds_orders FOREIGN KEY (location_id, order_id) REFERENCES orders (location_id, id)
        );
        CREATE INDEX ix_refunds_location_id_order_id ON refunds (location_id, order_id);
        CREATE TRIGGER refunds_are_kept BEFORE DELETE ON refunds FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();

        CREATE TABLE refund_lines (
          location_id uuid NOT NULL,
          refund_id uuid NOT NULL,
          line_no smallint NOT NULL,
          quantity int NOT NULL CONSTRAINT ck_refund_lines_quantity CHECK (quantity >= 1),
          amount_minor bigint NOT NULL CONSTRAINT ck_refund_lines_amount CHECK (amount_minor >= 0),
          disposition text NOT NULL CONSTRAINT ck_refund_lines_disposition CHECK (disposition IN ('restock', 'write_off')),
          CONSTRAINT pk_refund_lines PRIMARY KEY (location_id, refund_id, line_no),
          CONSTRAINT fk_refund_lines_refunds FOREIGN KEY (location_id, refund_id) REFERENCES refunds (location_id, id)
        );
        CREATE TRIGGER refund_lines_are_kept BEFORE UPDATE OR DELETE ON refund_lines FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();

        CREATE TABLE refund_payouts (
          location_id uuid NOT NULL,
          refund_id uuid NOT NULL,
          id uuid NOT NULL,
          order_id uuid NOT NULL,
          payment_id uuid NOT NULL,
          type text NOT NULL CONSTRAINT ck_refund_payouts_type CHECK (type IN ('cash', 'card', 'gift_card', 'store_credit', 'qris')),
          status text NOT NULL CONSTRAINT ck_refund_payouts_status CHECK (status IN ('pending', 'unknown', 'succeeded', 'failed')),
          currency text NOT NULL CONSTRAINT ck_refund_payouts_currency CHECK (currency ~ '^[A-Z]{3}$'),
          amount_minor bigint NOT NULL CONSTRAINT ck_refund_payouts_amount CHECK (amount_minor > 0),
          paid_minor bigint NOT NULL CONSTRAINT ck_refund_payouts_paid CHECK (paid_minor >= 0),
          account_id uuid,
          provider text,
          payment_ref text,
          provider_ref text,
          asking text CONSTRAINT ck_refund_payouts_asking CHECK (asking IN ('ask', 'read')),
          attempt smallint NOT NULL,
          asked_at timestamptz,
          lease_owner uuid,
          next_read_at timestamptz,
          reads smallint NOT NULL,
          failure_code text,
          replaced_by uuid,
          created_at timestamptz NOT NULL,
          settled_at timestamptz,
          version int NOT NULL,
          CONSTRAINT pk_refund_payouts PRIMARY KEY (location_id, refund_id, id),
          CONSTRAINT ck_refund_payouts_provider CHECK ((provider IS NULL) = (payment_ref IS NULL)),
          CONSTRAINT ck_refund_payouts_settled CHECK ((settled_at IS NULL) = (status IN ('pending', 'unknown'))),
          CONSTRAINT fk_refund_payouts_refunds FOREIGN KEY (location_id, refund_id) REFERENCES refunds (location_id, id),
          CONSTRAINT fk_refund_payouts_payments FOREIGN KEY (location_id, order_id, payment_id) REFERENCES payments (location_id, order_id, id)
        );
        CREATE UNIQUE INDEX ix_refund_payouts_id ON refund_payouts (id);
        CREATE INDEX ix_refund_payouts_location_id_order_id_payment_id ON refund_payouts (location_id, order_id, payment_id);
        CREATE INDEX ix_refund_payouts_next_read_at ON refund_payouts (next_read_at) WHERE next_read_at IS NOT NULL;
        CREATE TRIGGER refund_payouts_are_kept BEFORE DELETE ON refund_payouts FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE refund_payouts;
        DROP TABLE refund_lines;
        DROP TABLE refunds;
        ALTER TABLE order_lines DROP CONSTRAINT ck_order_lines_refunded, DROP refunded_quantity, DROP paid_minor;
        ALTER TABLE orders DROP CONSTRAINT ck_orders_refunded, DROP refunded_minor, DROP exchange_of;
        ALTER TABLE locations DROP refund_limit_minor;
        """);
}
