using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>How much each shop lets go on trust, and a case for what has waited too long.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001520_OfflineLimits")]
public sealed class OfflineLimits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE locations
          ADD offline_item_minor bigint CONSTRAINT ck_locations_offline_item CHECK (offline_item_minor >= 0),
          ADD offline_total_minor bigint CONSTRAINT ck_locations_offline_total CHECK (offline_total_minor >= 0);
        ALTER TABLE payment_cases
          DROP CONSTRAINT ck_payment_cases_kind,
          ADD CONSTRAINT ck_payment_cases_kind CHECK (kind IN ('declined_later', 'unknown_escalated', 'mismatch', 'queued_too_long'));
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DELETE FROM payment_cases WHERE kind = 'queued_too_long';
        ALTER TABLE payment_cases
          DROP CONSTRAINT ck_payment_cases_kind,
          ADD CONSTRAINT ck_payment_cases_kind CHECK (kind IN ('declined_later', 'unknown_escalated', 'mismatch'));
        ALTER TABLE locations DROP offline_item_minor, DROP offline_total_minor;
        """);
}
