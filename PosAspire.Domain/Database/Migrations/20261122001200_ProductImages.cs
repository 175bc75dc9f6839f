using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Pictures of products: the bytes apart, so that no list of products ever reads them; their hash beside the name.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001200_ProductImages")]
public sealed class ProductImages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE products ADD image_hash text CONSTRAINT ck_products_image_hash CHECK (image_hash ~ '^[0-9a-f]{32}$');

        CREATE TABLE product_images (
          product_id uuid CONSTRAINT pk_product_images PRIMARY KEY
            CONSTRAINT fk_product_images_products REFERENCES products (id) ON DELETE CASCADE,
          hash text NOT NULL CONSTRAINT ck_product_images_hash CHECK (hash ~ '^[0-9a-f]{32}$'),
          media_type text NOT NULL CONSTRAINT ck_product_images_media_type CHECK (media_type ~ '^image/(png|jpeg|webp)$'),
          content bytea NOT NULL CONSTRAINT ck_product_images_content CHECK (length(content) BETWEEN 1 AND 1048576),
          changed_at timestamptz NOT NULL
        );
        -- Pictures are compressed already.
        ALTER TABLE product_images ALTER content SET STORAGE EXTERNAL;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE product_images;
        ALTER TABLE products DROP image_hash;
        """);
}
