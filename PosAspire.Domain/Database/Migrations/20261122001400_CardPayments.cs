using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Payments that pass through somebody outside, what is heard of them, and what only a manager can settle.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001400_CardPayments")]
public sealed class CardPayments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE payments
          DROP CONSTRAINT ck_payments_type,
          ADD CONSTRAINT ck_payments_type CHECK (type IN ('cash', 'card', 'gift_card', 'store_credit', 'qris')),
          ADD key text CONSTRAINT ck_payments_key CHECK (length(key) BETWEEN 1 AND 255),
          ADD tip_minor bigint NOT NULL DEFAULT 0 CONSTRAINT ck_payments_tip CHECK (tip_minor >= 0),
          ADD refunded_minor bigint NOT NULL DEFAULT 0,
          ADD created_by uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
          ADD account_id uuid,
          ADD approved_by uuid,
          ADD provider text,
          ADD provider_ref text,
          ADD source text,
          ADD card text CONSTRAINT ck_payments_card CHECK (card !~ '[0-9]{5}'),
          ADD wanted text NOT NULL DEFAULT 'money' CONSTRAINT ck_payments_wanted CHECK (wanted IN ('money', 'nothing')),
          ADD attempt smallint NOT NULL DEFAULT 0,
          ADD asking text CONSTRAINT ck_payments_asking CHECK (asking IN ('create', 'confirm', 'read', 'capture', 'cancel', 'refund', 'read_refund')),
          ADD lease_owner uuid,
          ADD next_read_at timestamptz,
          ADD reads smallint NOT NULL DEFAULT 0,
          ADD authorized_minor bigint NOT NULL DEFAULT 0,
          ADD captured_minor bigint NOT NULL DEFAULT 0,
          ADD failure_code text,
          ADD qr text,
          ADD expires_at timestamptz,
          ADD may_queue boolean NOT NULL DEFAULT false,
          ADD accepted_at timestamptz,
          ADD version int NOT NULL DEFAULT 1,
          ADD CONSTRAINT ck_payments_change_only_on_cash CHECK (change_minor = 0 OR type = 'cash'),
          ADD CONSTRAINT ck_payments_lease CHECK (lease_owner IS NULL OR asking IS NOT NULL AND next_read_at IS NOT NULL);
        UPDATE payments SET captured_minor = amount_minor, refunded_minor = CASE WHEN status = 'refunded' THEN amount_minor ELSE 0 END;
        ALTER TABLE payments ADD CONSTRAINT ck_payments_refunded CHECK (refunded_minor >= 0 AND (refunded_minor <= captured_minor OR provider IS NULL AND refunded_minor <= amount_minor));
        CREATE UNIQUE INDEX ix_payments_id ON payments (id) WHERE provider IS NOT NULL;
        CREATE UNIQUE INDEX ix_payments_location_id_order_id_key ON payments (location_id, order_id, key) WHERE key IS NOT NULL;
        CREATE UNIQUE INDEX ix_payments_provider_provider_ref ON payments (provider, provider_ref) WHERE provider_ref IS NOT NULL;
        CREATE INDEX ix_payments_next_read_at ON payments (next_read_at) WHERE next_read_at IS NOT NULL;

        ALTER TABLE orders ADD checkout_key text CONSTRAINT ck_orders_checkout_key CHECK (length(checkout_key) BETWEEN 1 AND 255), ADD checkout_hash bytea;
        CREATE UNIQUE INDEX ix_orders_location_id_checkout_key ON orders (location_id, checkout_key) WHERE checkout_key IS NOT NULL;

        CREATE TABLE payment_cases (
          location_id uuid NOT NULL,
          id uuid NOT NULL,
          kind text NOT NULL CONSTRAINT ck_payment_cases_kind CHECK (kind IN ('declined_later', 'unknown_escalated', 'mismatch')),
          payment_id uuid NOT NULL,
          opened_at timestamptz NOT NULL,
          resolved_at timestamptz,
          resolved_by uuid,
          note text CONSTRAINT ck_payment_cases_note CHECK (length(note) BETWEEN 1 AND 500),
          CONSTRAINT pk_payment_cases PRIMARY KEY (location_id, id),
          CONSTRAINT ck_payment_cases_resolved CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
        );
        CREATE UNIQUE INDEX ix_payment_cases_payment_id_kind ON payment_cases (payment_id, kind) WHERE resolved_at IS NULL;

        -- What a provider told, once each: its contents change nothing, they cause a look.
        CREATE TABLE provider_events (
          provider text NOT NULL,
          event_id text NOT NULL,
          type text NOT NULL,
          object_ref text,
          received_at timestamptz NOT NULL,
          handled_at timestamptz,
          CONSTRAINT pk_provider_events PRIMARY KEY (provider, event_id)
        );
        CREATE INDEX ix_provider_events_received_at ON provider_events (received_at) WHERE handled_at IS NULL;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE provider_events;
        DROP TABLE payment_cases;
        ALTER TABLE orders DROP checkout_key, DROP checkout_hash;
        DROP INDEX ix_payments_id;
        ALTER TABLE payments
          DROP CONSTRAINT ck_payments_refunded, DROP CONSTRAINT ck_payments_lease, DROP CONSTRAINT ck_payments_change_only_on_cash,
          DROP key, DROP tip_minor, DROP refunded_minor, DROP created_by, DROP account_id, DROP approved_by, DROP provider, DROP provider_ref,
          DROP source, DROP card, DROP wanted, DROP attempt, DROP asking, DROP lease_owner, DROP next_read_at, DROP reads,
          DROP authorized_minor, DROP captured_minor, DROP failure_code, DROP qr, DROP expires_at, DROP may_queue, DROP accepted_at, DROP version,
          DROP CONSTRAINT ck_payments_type,
          ADD CONSTRAINT ck_payments_type CHECK (type IN ('cash'));
        """);
}
