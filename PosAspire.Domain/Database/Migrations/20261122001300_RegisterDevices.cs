using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Browsers that a manager has registered at a register; only they may offer the PIN pad.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001300_RegisterDevices")]
public sealed class RegisterDevices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE register_devices (
          id uuid CONSTRAINT pk_register_devices PRIMARY KEY,
          register_id uuid NOT NULL CONSTRAINT fk_register_devices_registers REFERENCES registers (id),
          name text NOT NULL CONSTRAINT ck_register_devices_name CHECK (length(name) BETWEEN 1 AND 60),
          token_hash bytea NOT NULL CONSTRAINT ck_register_devices_token_hash CHECK (length(token_hash) = 32),
          registered_by uuid NOT NULL CONSTRAINT fk_register_devices_users REFERENCES users (id),
          registered_at timestamptz NOT NULL,
          used_at timestamptz,
          revoked_at timestamptz
        );
        CREATE UNIQUE INDEX ix_register_devices_token_hash ON register_devices (token_hash);
        CREATE INDEX ix_register_devices_register_id ON register_devices (register_id);
        CREATE INDEX ix_register_devices_registered_by ON register_devices (registered_by);

        -- A browser that may no longer offer the PIN pad takes along what was signed in at its register by PIN.
        CREATE FUNCTION pos_end_sessions_of_device() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE sessions SET revoked_at = now(), revoked_in = pg_current_xact_id() WHERE register_id = NEW.register_id AND revoked_at IS NULL;
          RETURN NULL;
        END $$;
        CREATE TRIGGER register_devices_end_sessions AFTER UPDATE ON register_devices FOR EACH ROW
          WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION pos_end_sessions_of_device();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE register_devices;
        DROP FUNCTION pos_end_sessions_of_device();
        """);
}
