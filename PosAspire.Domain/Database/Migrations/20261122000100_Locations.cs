using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Shops, the settings of their totals, and the answers given under a key.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000100_Locations")]
public sealed class Locations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE FUNCTION pos_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'Rows of % cannot be changed by %.', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
        END $$;

        CREATE TABLE price_lists (
          id uuid CONSTRAINT pk_price_lists PRIMARY KEY,
          code text NOT NULL,
          currency text NOT NULL CONSTRAINT ck_price_lists_currency CHECK (currency ~ '^[A-Z]{3}$'),
          CONSTRAINT uq_price_lists_id_currency UNIQUE (id, currency)
        );
        CREATE UNIQUE INDEX ix_price_lists_code ON price_lists (code);

        CREATE TABLE locations (
          id uuid CONSTRAINT pk_locations PRIMARY KEY,
          code text NOT NULL CONSTRAINT ck_locations_code CHECK (code ~ '^[A-Z0-9]{1,12}$'),
          name text NOT NULL,
          profile text NOT NULL CONSTRAINT ck_locations_profile CHECK (profile IN ('retail', 'restaurant')),
          currency text NOT NULL,
          time_zone text NOT NULL,
          day_cutover time NOT NULL,
          price_list_id uuid NOT NULL,
          service_rate numeric(7, 6) NOT NULL CONSTRAINT ck_locations_service_rate CHECK (service_rate BETWEEN 0 AND 1),
          service_base text NOT NULL CONSTRAINT ck_locations_service_base CHECK (service_base IN ('gross', 'net')),
          service_rounding text NOT NULL CONSTRAINT ck_locations_service_rounding
            CHECK (service_rounding IN ('half_up', 'half_even', 'half_down', 'up', 'down', 'ceiling', 'floor')),
          cash_increment_minor bigint NOT NULL CONSTRAINT ck_locations_cash_increment CHECK (cash_increment_minor >= 1),
          cash_rounding text NOT NULL CONSTRAINT ck_locations_cash_rounding
            CHECK (cash_rounding IN ('half_up', 'half_even', 'half_down', 'up', 'down', 'ceiling', 'floor')),
          version int NOT NULL DEFAULT 1,
          CONSTRAINT fk_locations_price_lists FOREIGN KEY (price_list_id, currency) REFERENCES price_lists (id, currency)
        );
        CREATE UNIQUE INDEX ix_locations_code ON locations (code);
        CREATE INDEX ix_locations_price_list_id_currency ON locations (price_list_id, currency);
        CREATE TRIGGER locations_are_kept BEFORE DELETE ON locations FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();

        CREATE TABLE location_taxes (
          location_id uuid NOT NULL CONSTRAINT fk_location_taxes_locations REFERENCES locations (id) ON DELETE CASCADE,
          position smallint NOT NULL CONSTRAINT ck_location_taxes_position CHECK (position >= 1),
          name text NOT NULL,
          rate numeric(7, 6) NOT NULL CONSTRAINT ck_location_taxes_rate CHECK (rate BETWEEN 0 AND 1),
          base text NOT NULL CONSTRAINT ck_location_taxes_base CHECK (base IN ('net', 'net_plus_service')),
          rounding text NOT NULL CONSTRAINT ck_location_taxes_rounding
            CHECK (rounding IN ('half_up', 'half_even', 'half_down', 'up', 'down', 'ceiling', 'floor')),
          CONSTRAINT pk_location_taxes PRIMARY KEY (location_id, position)
        );

        CREATE TABLE idempotency_records (
          location_id uuid NOT NULL,
          key text NOT NULL CONSTRAINT ck_idempotency_records_key CHECK (length(key) BETWEEN 1 AND 255),
          request_hash bytea NOT NULL CONSTRAINT ck_idempotency_records_request_hash CHECK (length(request_hash) = 32),
          status smallint NOT NULL,
          resource text,
          response text NOT NULL,
          created_at timestamptz NOT NULL,
          CONSTRAINT pk_idempotency_records PRIMARY KEY (location_id, key)
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE idempotency_records;
        DROP TABLE location_taxes;
        DROP TABLE locations;
        DROP TABLE price_lists;
        DROP FUNCTION pos_refuse_change();
        """);
}
