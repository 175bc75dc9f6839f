using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>A register that is switched off ends what was signed in at it.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000810_RegisterSessions")]
public sealed class RegisterSessions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE FUNCTION pos_end_sessions_at_register() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE sessions SET revoked_at = now(), revoked_in = pg_current_xact_id() WHERE register_id = NEW.id AND revoked_at IS NULL;
          RETURN NULL;
        END $$;
        CREATE TRIGGER registers_end_sessions AFTER UPDATE ON registers FOR EACH ROW
          WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION pos_end_sessions_at_register();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TRIGGER registers_end_sessions ON registers;
        DROP FUNCTION pos_end_sessions_at_register();
        """);
}
