using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Stations of a kitchen, which of them makes what, and the tickets that tell them.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001110_Kitchen")]
public sealed class Kitchen : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE kitchen_stations (
          location_id uuid NOT NULL CONSTRAINT fk_kitchen_stations_locations REFERENCES locations (id),
          code text NOT NULL CONSTRAINT ck_kitchen_stations_code CHECK (code ~ '^[a-z0-9-]{1,20}$'),
          name text NOT NULL CONSTRAINT ck_kitchen_stations_name CHECK (length(name) BETWEEN 1 AND 30),
          position smallint NOT NULL CONSTRAINT ck_kitchen_stations_position CHECK (position >= 1),
          warn_minutes smallint NOT NULL CONSTRAINT ck_kitchen_stations_warn_minutes CHECK (warn_minutes BETWEEN 1 AND 240),
          late_minutes smallint NOT NULL CONSTRAINT ck_kitchen_stations_late_minutes CHECK (late_minutes BETWEEN 1 AND 240),
          CONSTRAINT pk_kitchen_stations PRIMARY KEY (location_id, code),
          CONSTRAINT ck_kitchen_stations_minutes CHECK (warn_minutes <= late_minutes)
        );

        CREATE TABLE kitchen_routes (
          location_id uuid NOT NULL,
          category_id uuid NOT NULL CONSTRAINT fk_kitchen_routes_categories REFERENCES categories (id) ON DELETE CASCADE,
          station text NOT NULL,
          CONSTRAINT pk_kitchen_routes PRIMARY KEY (location_id, category_id),
          CONSTRAINT fk_kitchen_routes_kitchen_stations FOREIGN KEY (location_id, station) REFERENCES kitchen_stations (location_id, code)
        );
        CREATE INDEX ix_kitchen_routes_category_id ON kitchen_routes (category_id);
        CREATE INDEX ix_kitchen_routes_location_id_station ON kitchen_routes (location_id, station);

        -- Where a dish is made is part of the catalogue in memory, so that a ticket never goes to a station of yesterday.
        CREATE TRIGGER kitchen_stations_are_versioned AFTER INSERT OR UPDATE OR DELETE ON kitchen_stations FOR EACH STATEMENT EXECUTE FUNCTION pos_catalog_changed();
        CREATE TRIGGER kitchen_routes_are_versioned AFTER INSERT OR UPDATE OR DELETE ON kitchen_routes FOR EACH STATEMENT EXECUTE FUNCTION pos_catalog_changed();

        CREATE TABLE kitchen_tickets (
          location_id uuid NOT NULL,
          id uuid NOT NULL,
          order_id uuid NOT NULL,
          station text NOT NULL,
          sent_at timestamptz NOT NULL,
          bumped_at timestamptz,
          version int NOT NULL,
          CONSTRAINT pk_kitchen_tickets PRIMARY KEY (location_id, id),
          CONSTRAINT fk_kitchen_tickets_orders FOREIGN KEY (location_id, order_id) REFERENCES orders (location_id, id)
        );
        CREATE INDEX ix_kitchen_tickets_location_id_order_id ON kitchen_tickets (location_id, order_id);
        CREATE INDEX ix_kitchen_tickets_location_id_sent_at ON kitchen_tickets (location_id, sent_at) WHERE bumped_at IS NULL;
        CREATE INDEX ix_kitchen_tickets_location_id_bumped_at ON kitchen_tickets (location_id, bumped_at) WHERE bumped_at IS NOT NULL;

        CREATE TABLE kitchen_ticket_lines (
          location_id uuid NOT NULL,
          ticket_id uuid NOT NULL,
          line_no smallint NOT NULL,
          order_id uuid NOT NULL,
          name text NOT NULL,
          quantity int NOT NULL CONSTRAINT ck_kitchen_ticket_lines_quantity CHECK (quantity >= 1),
          modifiers text[] NOT NULL,
          voided_at timestamptz,
          CONSTRAINT pk_kitchen_ticket_lines PRIMARY KEY (location_id, ticket_id, line_no),
          CONSTRAINT fk_kitchen_ticket_lines_kitchen_tickets FOREIGN KEY (location_id, ticket_id) REFERENCES kitchen_tickets (location_id, id)
        );
        -- A line of an order reaches one station, once.
        CREATE UNIQUE INDEX ix_kitchen_ticket_lines_location_id_order_id_line_no ON kitchen_ticket_lines (location_id, order_id, line_no);

        CREATE TABLE kitchen_ticket_events (
          location_id uuid NOT NULL,
          id uuid NOT NULL,
          ticket_id uuid NOT NULL,
          step text NOT NULL CONSTRAINT ck_kitchen_ticket_events_step CHECK (step IN ('sent', 'voided', 'bumped', 'recalled')),
          line_no smallint,
          at timestamptz NOT NULL,
          actor_id uuid NOT NULL,
          CONSTRAINT pk_kitchen_ticket_events PRIMARY KEY (location_id, id),
          CONSTRAINT fk_kitchen_ticket_events_kitchen_tickets FOREIGN KEY (location_id, ticket_id) REFERENCES kitchen_tickets (location_id, id)
        );
        CREATE INDEX ix_kitchen_ticket_events_location_id_ticket_id ON kitchen_ticket_events (location_id, ticket_id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE kitchen_ticket_events;
        DROP TABLE kitchen_ticket_lines;
        DROP TABLE kitchen_tickets;
        DROP TABLE kitchen_routes;
        DROP TABLE kitchen_stations;
        """);
}
