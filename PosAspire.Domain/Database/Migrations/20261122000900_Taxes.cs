using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Taxes inside the prices, stacked taxes, and taxes on some categories only.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000900_Taxes")]
public sealed class Taxes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE location_taxes
          ADD is_included boolean NOT NULL DEFAULT false,
          ADD scope text NOT NULL DEFAULT 'all' CONSTRAINT ck_location_taxes_scope CHECK (scope IN ('all', 'only', 'all_except')),
          DROP CONSTRAINT ck_location_taxes_base,
          ADD CONSTRAINT ck_location_taxes_base CHECK (base IN ('net', 'net_plus_service', 'net_plus_taxes', 'net_plus_service_and_taxes')),
          DROP CONSTRAINT ck_location_taxes_position,
          ADD CONSTRAINT ck_location_taxes_position CHECK (position BETWEEN 1 AND 6);

        CREATE TABLE location_tax_categories (
          location_id uuid NOT NULL,
          position smallint NOT NULL,
          category_id uuid NOT NULL CONSTRAINT fk_location_tax_categories_categories REFERENCES categories (id),
          CONSTRAINT pk_location_tax_categories PRIMARY KEY (location_id, position, category_id),
          CONSTRAINT fk_location_tax_categories_location_taxes FOREIGN KEY (location_id, position)
            REFERENCES location_taxes (location_id, position) ON DELETE CASCADE
        );
        CREATE INDEX ix_location_tax_categories_category_id ON location_tax_categories (category_id);
        CREATE TRIGGER location_tax_categories_are_versioned AFTER INSERT OR UPDATE OR DELETE ON location_tax_categories
          FOR EACH STATEMENT EXECUTE FUNCTION pos_catalog_changed();
        """);

    // A tax of a kind that the older release does not know has no equal there: going back fails until it is changed.
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE location_tax_categories;
        ALTER TABLE location_taxes
          DROP CONSTRAINT ck_location_taxes_position,
          ADD CONSTRAINT ck_location_taxes_position CHECK (position >= 1),
          DROP CONSTRAINT ck_location_taxes_base,
          ADD CONSTRAINT ck_location_taxes_base CHECK (base IN ('net', 'net_plus_service')),
          DROP scope, DROP is_included;
        """);
}
