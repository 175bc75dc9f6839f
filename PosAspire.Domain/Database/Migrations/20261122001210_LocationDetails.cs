using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>What a shop prints on its receipts beside its name.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001210_LocationDetails")]
public sealed class LocationDetails : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE locations
          ADD address text NOT NULL DEFAULT '' CONSTRAINT ck_locations_address CHECK (length(address) <= 300),
          ADD phone text NOT NULL DEFAULT '' CONSTRAINT ck_locations_phone CHECK (length(phone) <= 40),
          ADD receipt_header text NOT NULL DEFAULT '' CONSTRAINT ck_locations_receipt_header CHECK (length(receipt_header) <= 300),
          ADD receipt_footer text NOT NULL DEFAULT '' CONSTRAINT ck_locations_receipt_footer CHECK (length(receipt_footer) <= 300);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "ALTER TABLE locations DROP address, DROP phone, DROP receipt_header, DROP receipt_footer");
}
