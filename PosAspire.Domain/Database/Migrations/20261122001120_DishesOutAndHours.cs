using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Dishes that are sold out, and when a shop is open: both are read from the catalogue in memory and carried by its version.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001120_DishesOutAndHours")]
public sealed class DishesOutAndHours : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE dishes_out (
          location_id uuid NOT NULL CONSTRAINT fk_dishes_out_locations REFERENCES locations (id),
          product_id uuid NOT NULL CONSTRAINT fk_dishes_out_products REFERENCES products (id),
          since timestamptz NOT NULL,
          CONSTRAINT pk_dishes_out PRIMARY KEY (location_id, product_id)
        );
        CREATE INDEX ix_dishes_out_product_id ON dishes_out (product_id);
        CREATE TRIGGER dishes_out_are_versioned AFTER INSERT OR UPDATE OR DELETE ON dishes_out FOR EACH STATEMENT EXECUTE FUNCTION pos_catalog_changed();
        CREATE TRIGGER dishes_out_stamp_their_product AFTER INSERT OR UPDATE OR DELETE ON dishes_out FOR EACH ROW EXECUTE FUNCTION pos_product_part_changed();

        -- A window that closes at or before the time it opens ends on the next day.
        CREATE TABLE opening_hours (
          location_id uuid NOT NULL CONSTRAINT fk_opening_hours_locations REFERENCES locations (id),
          day smallint NOT NULL CONSTRAINT ck_opening_hours_day CHECK (day BETWEEN 1 AND 7),
          opens time NOT NULL,
          closes time NOT NULL,
          CONSTRAINT pk_opening_hours PRIMARY KEY (location_id, day, opens)
        );
        CREATE TRIGGER opening_hours_are_versioned AFTER INSERT OR UPDATE OR DELETE ON opening_hours FOR EACH STATEMENT EXECUTE FUNCTION pos_catalog_changed();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE opening_hours;
        DROP TABLE dishes_out;
        """);
}
