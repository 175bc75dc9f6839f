using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>What the shops sell, under which barcodes and at which prices.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000200_Catalog")]
public sealed class Catalog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE categories (
          id uuid CONSTRAINT pk_categories PRIMARY KEY,
          name text NOT NULL,
          position int NOT NULL
        );
        CREATE UNIQUE INDEX ix_categories_name ON categories (name);

        CREATE TABLE products (
          id uuid CONSTRAINT pk_products PRIMARY KEY,
          category_id uuid NOT NULL CONSTRAINT fk_products_categories REFERENCES categories (id),
          sku text NOT NULL CONSTRAINT ck_products_sku CHECK (length(sku) BETWEEN 1 AND 64),
          name text NOT NULL CONSTRAINT ck_products_name CHECK (length(name) BETWEEN 1 AND 200),
          size text NOT NULL,
          is_stocked boolean NOT NULL,
          is_active boolean NOT NULL,
          version int NOT NULL DEFAULT 1
        );
        CREATE UNIQUE INDEX ix_products_sku ON products (sku);
        CREATE INDEX ix_products_category_id ON products (category_id);
        CREATE TRIGGER products_are_kept BEFORE DELETE ON products FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();

        CREATE TABLE product_barcodes (
          gtin text NOT NULL CONSTRAINT ck_product_barcodes_gtin CHECK (gtin ~ '^[0-9]{14}$'),
          product_id uuid NOT NULL CONSTRAINT fk_product_barcodes_products REFERENCES products (id) ON DELETE CASCADE,
          unit text NOT NULL CONSTRAINT ck_product_barcodes_unit CHECK (unit IN ('bottle', 'case', 'each')),
          quantity int NOT NULL CONSTRAINT ck_product_barcodes_quantity CHECK (quantity BETWEEN 1 AND 9999),
          CONSTRAINT pk_product_barcodes PRIMARY KEY (gtin, product_id)
        );
        CREATE INDEX ix_product_barcodes_product_id ON product_barcodes (product_id);

        CREATE TABLE product_prices (
          price_list_id uuid NOT NULL CONSTRAINT fk_product_prices_price_lists REFERENCES price_lists (id) ON DELETE CASCADE,
          product_id uuid NOT NULL CONSTRAINT fk_product_prices_products REFERENCES products (id) ON DELETE CASCADE,
          price_minor bigint NOT NULL CONSTRAINT ck_product_prices_price CHECK (price_minor BETWEEN 0 AND 100000000000),
          CONSTRAINT pk_product_prices PRIMARY KEY (price_list_id, product_id)
        );
        CREATE INDEX ix_product_prices_product_id ON product_prices (product_id);

        CREATE TABLE menu_items (
          product_id uuid CONSTRAINT pk_menu_items PRIMARY KEY CONSTRAINT fk_menu_items_products REFERENCES products (id) ON DELETE CASCADE,
          position int NOT NULL,
          prep_minutes smallint CONSTRAINT ck_menu_items_prep_minutes CHECK (prep_minutes >= 0),
          spice_level smallint CONSTRAINT ck_menu_items_spice_level CHECK (spice_level BETWEEN 0 AND 5),
          allergens text[] NOT NULL
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE menu_items;
        DROP TABLE product_prices;
        DROP TABLE product_barcodes;
        DROP TABLE products;
        DROP TABLE categories;
        """);
}
