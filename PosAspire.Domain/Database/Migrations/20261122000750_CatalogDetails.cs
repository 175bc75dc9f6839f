using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Brands, languages, prices inside barcodes, the history of prices, and what a shop owner says about a level and its changes.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000750_CatalogDetails")]
public sealed class CatalogDetails : Migration
{
    private static readonly string[] OnTheMenu =
        ["menu_items", "product_translations", "category_translations", "modifier_group_translations", "modifier_translations"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            ALTER TABLE products
              ADD brand text NOT NULL DEFAULT '' CONSTRAINT ck_products_brand CHECK (length(brand) <= 100),
              ADD description text NOT NULL DEFAULT '' CONSTRAINT ck_products_description CHECK (length(description) <= 1000);
            ALTER TABLE categories ADD version int NOT NULL DEFAULT 1;

            -- Such a code is stored with a price of zero: number system 2, in twelve or thirteen digits.
            ALTER TABLE product_barcodes ADD price_embedded boolean NOT NULL DEFAULT false,
              ADD CONSTRAINT ck_product_barcodes_price_embedded CHECK (NOT price_embedded OR (quantity = 1 AND gtin ~ '^(002|02)'));

            -- Null says that nobody stated them; an empty list says that there are none.
            ALTER TABLE menu_items ALTER allergens DROP NOT NULL;

            CREATE TABLE product_translations (
              product_id uuid NOT NULL CONSTRAINT fk_product_translations_products REFERENCES products (id) ON DELETE CASCADE,
              language text NOT NULL CONSTRAINT ck_product_translations_language CHECK (language ~ '^[a-z]{2}$'),
              name text NOT NULL CONSTRAINT ck_product_translations_name CHECK (length(name) BETWEEN 1 AND 200),
              description text NOT NULL CONSTRAINT ck_product_translations_description CHECK (length(description) <= 1000),
              CONSTRAINT pk_product_translations PRIMARY KEY (product_id, language)
            );
            CREATE TABLE category_translations (
              category_id uuid NOT NULL CONSTRAINT fk_category_translations_categories REFERENCES categories (id) ON DELETE CASCADE,
              language text NOT NULL CONSTRAINT ck_category_translations_language CHECK (language ~ '^[a-z]{2}$'),
              name text NOT NULL CONSTRAINT ck_category_translations_name CHECK (length(name) BETWEEN 1 AND 100),
              CONSTRAINT pk_category_translations PRIMARY KEY (category_id, language)
            );
            CREATE TABLE modifier_group_translations (
              group_id uuid NOT NULL CONSTRAINT fk_modifier_group_translations_modifier_groups REFERENCES modifier_groups (id) ON DELETE CASCADE,
              language text NOT NULL CONSTRAINT ck_modifier_group_translations_language CHECK (language ~ '^[a-z]{2}$'),
              name text NOT NULL CONSTRAINT ck_modifier_group_translations_name CHECK (length(name) BETWEEN 1 AND 100),
              CONSTRAINT pk_modifier_group_translations PRIMARY KEY (group_id, language)
            );
            CREATE TABLE modifier_translations (
              modifier_id uuid NOT NULL CONSTRAINT fk_modifier_translations_modifiers REFERENCES modifiers (id) ON DELETE CASCADE,
              language text NOT NULL CONSTRAINT ck_modifier_translations_language CHECK (language ~ '^[a-z]{2}$'),
              name text NOT NULL CONSTRAINT ck_modifier_translations_name CHECK (length(name) BETWEEN 1 AND 100),
              CONSTRAINT pk_modifier_translations PRIMARY KEY (modifier_id, language)
            );

            -- Ids are time-ordered, so they are the order of the changes.
            CREATE TABLE price_changes (
              id uuid CONSTRAINT pk_price_changes PRIMARY KEY,
              price_list_id uuid NOT NULL CONSTRAINT fk_price_changes_price_lists REFERENCES price_lists (id),
              product_id uuid NOT NULL CONSTRAINT fk_price_changes_products REFERENCES products (id),
              before_minor bigint,
              after_minor bigint,
              source text NOT NULL CONSTRAINT ck_price_changes_source CHECK (source IN ('person', 'import')),
              actor_id uuid,
              at timestamptz NOT NULL,
              CONSTRAINT ck_price_changes_changed CHECK (before_minor IS DISTINCT FROM after_minor),
              CONSTRAINT ck_price_changes_actor CHECK (source <> 'person' OR actor_id IS NOT NULL)
            );
            CREATE INDEX ix_price_changes_product_id_id ON price_changes (product_id, id);
            CREATE INDEX ix_price_changes_price_list_id ON price_changes (price_list_id);
            CREATE TRIGGER price_changes_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON price_changes FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();

            -- The count is in no index and no condition of one: a sale must go on rewriting a level in place.
            ALTER TABLE stock_levels
              ADD reorder_point int CONSTRAINT ck_stock_levels_reorder_point CHECK (reorder_point >= 0),
              ADD version int NOT NULL DEFAULT 1;
            CREATE INDEX ix_stock_levels_location_id ON stock_levels (location_id) WHERE reorder_point IS NOT NULL;

            ALTER TABLE stock_movements ADD note text CONSTRAINT ck_stock_movements_note CHECK (length(note) BETWEEN 1 AND 200);
            ALTER TABLE stock_movements DROP CONSTRAINT ck_stock_movements_reason;
            ALTER TABLE stock_movements ADD CONSTRAINT ck_stock_movements_reason CHECK (reason IN (
              'opening', 'sale', 'return', 'adjustment', 'receipt', 'void', 'count', 'breakage', 'theft', 'expired', 'supplier_return', 'transfer'));
            """);
        foreach (var table in OnTheMenu)
            migrationBuilder.Sql($"CREATE TRIGGER {table}_are_versioned AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION pos_catalog_changed()");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        UPDATE stock_movements SET reason = 'adjustment' WHERE reason IN ('count', 'breakage', 'theft', 'expired', 'supplier_return', 'transfer');
        ALTER TABLE stock_movements DROP note;
        ALTER TABLE stock_movements DROP CONSTRAINT ck_stock_movements_reason;
        ALTER TABLE stock_movements ADD CONSTRAINT ck_stock_movements_reason CHECK (reason IN ('opening', 'sale', 'return', 'adjustment', 'receipt', 'void'));
        ALTER TABLE stock_levels DROP reorder_point, DROP version;
        DROP TABLE price_changes;
        DROP TABLE modifier_translations;
        DROP TABLE modifier_group_translations;
        DROP TABLE category_translations;
        DROP TABLE product_translations;
        DROP TRIGGER menu_items_are_versioned ON menu_items;
        UPDATE menu_items SET allergens = '{}' WHERE allergens IS NULL;
        ALTER TABLE menu_items ALTER allergens SET NOT NULL;
        ALTER TABLE product_barcodes DROP CONSTRAINT ck_product_barcodes_price_embedded, DROP price_embedded;
        ALTER TABLE categories DROP version;
        ALTER TABLE products DROP brand, DROP description;
        """);
}
