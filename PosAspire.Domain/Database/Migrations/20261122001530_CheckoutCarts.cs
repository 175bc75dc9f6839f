using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>What was in the cart of an order that is paid tender by tender, for when it is given up.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001530_CheckoutCarts")]
public sealed class CheckoutCarts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE orders ADD cart_lines jsonb;");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE orders DROP cart_lines;");
}
