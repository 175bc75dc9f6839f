using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Roles per shop, sign-ins that can be ended, PINs, and the count of failed tries.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000800_Sessions")]
public sealed class Sessions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE user_roles ADD location_code text NOT NULL DEFAULT '*'
          CONSTRAINT ck_user_roles_location_code CHECK (location_code = '*' OR location_code ~ '^[A-Z0-9]{1,12}$');
        ALTER TABLE user_roles DROP CONSTRAINT pk_user_roles;
        ALTER TABLE user_roles ADD CONSTRAINT pk_user_roles PRIMARY KEY (user_id, role, location_code);

        -- A reference to the shop, which a foreign key cannot be because '*' is not one.
        CREATE FUNCTION pos_check_role_location() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM locations WHERE code = NEW.location_code) THEN
            RAISE EXCEPTION 'There is no shop %.', NEW.location_code USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'fk_user_roles_locations';
          END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER user_roles_are_at_a_shop BEFORE INSERT OR UPDATE ON user_roles
          FOR EACH ROW WHEN (NEW.location_code <> '*') EXECUTE FUNCTION pos_check_role_location();

        ALTER TABLE users ADD pin_hash text;

        CREATE TABLE sessions (
          id uuid CONSTRAINT pk_sessions PRIMARY KEY,
          user_id uuid NOT NULL CONSTRAINT fk_sessions_users REFERENCES users (id),
          register_id uuid CONSTRAINT fk_sessions_registers REFERENCES registers (id),
          method text NOT NULL CONSTRAINT ck_sessions_method CHECK (method IN ('password', 'pin')),
          created_at timestamptz NOT NULL,
          refreshed_at timestamptz NOT NULL,
          expires_at timestamptz NOT NULL,
          revoked_at timestamptz,
          revoked_in xid8,
          CONSTRAINT ck_sessions_register CHECK ((method = 'pin') = (register_id IS NOT NULL)),
          CONSTRAINT ck_sessions_revoked CHECK ((revoked_at IS NULL) = (revoked_in IS NULL))
        );
        CREATE INDEX ix_sessions_user_id ON sessions (user_id);
        CREATE INDEX ix_sessions_register_id ON sessions (register_id);
        CREATE INDEX ix_sessions_expires_at ON sessions (expires_at);
        CREATE INDEX ix_sessions_revoked_in ON sessions (revoked_in) WHERE (revoked_in IS NOT NULL);

        CREATE TABLE refresh_tokens (
          hash bytea CONSTRAINT pk_refresh_tokens PRIMARY KEY CONSTRAINT ck_refresh_tokens_hash CHECK (length(hash) = 32),
          session_id uuid NOT NULL CONSTRAINT fk_refresh_tokens_sessions REFERENCES sessions (id) ON DELETE CASCADE,
          issued_at timestamptz NOT NULL,
          expires_at timestamptz NOT NULL,
          used_at timestamptz
        );
        CREATE INDEX ix_refresh_tokens_session_id ON refresh_tokens (session_id);

        CREATE TABLE sign_in_attempts (
          subject text CONSTRAINT pk_sign_in_attempts PRIMARY KEY CONSTRAINT ck_sign_in_attempts_subject CHECK (length(subject) BETWEEN 1 AND 100),
          failures int NOT NULL CONSTRAINT ck_sign_in_attempts_failures CHECK (failures >= 0),
          counted_from timestamptz NOT NULL,
          locked_until timestamptz
        );
        CREATE INDEX ix_sign_in_attempts_counted_from ON sign_in_attempts (counted_from);

        -- Whoever changes what a person may do or how they sign in ends what was signed in before, also by hand in SQL.
        CREATE FUNCTION pos_end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE person uuid := CASE WHEN TG_TABLE_NAME = 'users' THEN (to_jsonb(NEW) ->> 'id')::uuid
          WHEN TG_OP = 'DELETE' THEN (to_jsonb(OLD) ->> 'user_id')::uuid ELSE (to_jsonb(NEW) ->> 'user_id')::uuid END;
        BEGIN
          UPDATE sessions SET revoked_at = now(), revoked_in = pg_current_xact_id() WHERE user_id = person AND revoked_at IS NULL;
          RETURN NULL;
        END $$;
        CREATE TRIGGER users_end_sessions AFTER UPDATE ON users FOR EACH ROW
          WHEN (NOT NEW.is_active OR OLD.password_hash <> NEW.password_hash OR OLD.pin_hash IS DISTINCT FROM NEW.pin_hash)
          EXECUTE FUNCTION pos_end_sessions();
        CREATE TRIGGER user_roles_end_sessions AFTER INSERT OR UPDATE OR DELETE ON user_roles FOR EACH ROW EXECUTE FUNCTION pos_end_sessions();
        """);

    // A role at one shop would come back as a role at all of them, so it goes.
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TRIGGER user_roles_end_sessions ON user_roles;
        DROP TRIGGER users_end_sessions ON users;
        DROP FUNCTION pos_end_sessions();
        DROP TABLE sign_in_attempts;
        DROP TABLE refresh_tokens;
        DROP TABLE sessions;
        ALTER TABLE users DROP pin_hash;
        DROP TRIGGER user_roles_are_at_a_shop ON user_roles;
        DROP FUNCTION pos_check_role_location();
        DELETE FROM user_roles WHERE location_code <> '*';
        ALTER TABLE user_roles DROP CONSTRAINT pk_user_roles;
        ALTER TABLE user_roles DROP location_code;
        ALTER TABLE user_roles ADD CONSTRAINT pk_user_roles PRIMARY KEY (user_id, role);
        """);
}
