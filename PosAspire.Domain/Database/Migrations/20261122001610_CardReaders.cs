using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Which card reader stands at a register.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001610_CardReaders")]
public sealed class CardReaders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "ALTER TABLE registers ADD card_reader text CONSTRAINT ck_registers_card_reader CHECK (card_reader ~ '^[A-Za-z0-9_-]{1,90}$')");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE registers DROP card_reader");
}
