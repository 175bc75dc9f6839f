using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>
/// One number that rises with every change of what is sold, where and at which rules. A sale priced from memory carries the number it was
/// priced by, and is refused when the database has moved on.
/// </summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000730_CatalogVersion")]
public sealed class CatalogVersion : Migration
{
    private static readonly string[] Watched =
    [
        "locations", "location_taxes", "registers", "price_lists", "categories", "products", "product_barcodes", "product_prices",
        "modifier_groups", "modifiers", "modifier_prices", "product_modifier_groups",
    ];

    private static readonly string[] PartsOfAProduct = ["product_barcodes", "product_prices", "product_modifier_groups"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE TABLE catalog_state (
              id smallint CONSTRAINT pk_catalog_state PRIMARY KEY CONSTRAINT ck_catalog_state_one_row CHECK (id = 1),
              version bigint NOT NULL,
              changed_by xid8 NOT NULL
            ) WITH (fillfactor = 50);
            INSERT INTO catalog_state VALUES (1, 1, pg_current_xact_id());

            -- Once a transaction, however many rows it changes.
            CREATE FUNCTION pos_catalog_changed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              UPDATE catalog_state SET version = version + 1, changed_by = pg_current_xact_id() WHERE changed_by <> pg_current_xact_id();
              RETURN NULL;
            END $$;

            -- Which products changed since: a reader asks for those stamped by transactions that it could not see before.
            ALTER TABLE products ADD changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
            CREATE INDEX ix_products_changed_in ON products (changed_in);
            CREATE FUNCTION pos_product_changed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              NEW.changed_in := pg_current_xact_id();
              RETURN NEW;
            END $$;
            CREATE TRIGGER products_are_stamped BEFORE INSERT OR UPDATE ON products FOR EACH ROW EXECUTE FUNCTION pos_product_changed();

            CREATE FUNCTION pos_product_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              UPDATE products SET changed_in = pg_current_xact_id()
              WHERE id IN (NEW.product_id, OLD.product_id) AND changed_in <> pg_current_xact_id();
              RETURN NULL;
            END $$;

            CREATE TRIGGER stock_policy_is_versioned AFTER INSERT OR UPDATE OF policy ON stock_levels
              FOR EACH STATEMENT EXECUTE FUNCTION pos_catalog_changed();
            CREATE TRIGGER stock_policy_stamps_its_product AFTER INSERT OR UPDATE OF policy ON stock_levels
              FOR EACH ROW EXECUTE FUNCTION pos_product_part_changed();
            """);
        foreach (var table in Watched)
            migrationBuilder.Sql($"CREATE TRIGGER {table}_are_versioned AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION pos_catalog_changed()");
        foreach (var table in PartsOfAProduct)
            migrationBuilder.Sql($"CREATE TRIGGER {table}_stamp_their_product AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION pos_product_part_changed()");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in PartsOfAProduct)
            migrationBuilder.Sql($"DROP TRIGGER {table}_stamp_their_product ON {table}");
        foreach (var table in Watched)
            migrationBuilder.Sql($"DROP TRIGGER {table}_are_versioned ON {table}");
        migrationBuilder.Sql(
            """
            DROP TRIGGER stock_policy_stamps_its_product ON stock_levels;
            DROP TRIGGER stock_policy_is_versioned ON stock_levels;
            DROP FUNCTION pos_product_part_changed();
            DROP TRIGGER products_are_stamped ON products;
            DROP FUNCTION pos_product_changed();
            ALTER TABLE products DROP changed_in;
            DROP FUNCTION pos_catalog_changed();
            DROP TABLE catalog_state;
            """);
    }
}
