using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Who may do what, and the journal of what was done.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000500_People")]
public sealed class People : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE users (
          id uuid CONSTRAINT pk_users PRIMARY KEY,
          username text NOT NULL CONSTRAINT ck_users_username CHECK (username = lower(username) AND length(username) BETWEEN 1 AND 64),
          name text NOT NULL,
          password_hash text NOT NULL,
          is_active boolean NOT NULL,
          created_at timestamptz NOT NULL,
          version int NOT NULL DEFAULT 1
        );
        CREATE UNIQUE INDEX ix_users_username ON users (username);
        CREATE TRIGGER users_are_kept BEFORE DELETE ON users FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();

        CREATE TABLE roles (
          name text CONSTRAINT pk_roles PRIMARY KEY,
          description text NOT NULL
        );
        INSERT INTO roles (name, description) VALUES
          ('admin', 'Runs the deployment: people, shops and settings.'),
          ('manager', 'Runs a shop: stock, prices, approvals and reports.'),
          ('cashier', 'Sells at the till or the counter.'),
          ('server', 'Serves tables: takes orders and bills them.'),
          ('kitchen', 'Sees what is to be cooked; sells nothing.');

        CREATE TABLE user_roles (
          user_id uuid NOT NULL CONSTRAINT fk_user_roles_users REFERENCES users (id) ON DELETE CASCADE,
          role text NOT NULL CONSTRAINT fk_user_roles_roles REFERENCES roles (name),
          CONSTRAINT pk_user_roles PRIMARY KEY (user_id, role)
        );
        CREATE INDEX ix_user_roles_role ON user_roles (role);

        CREATE TABLE audit_entries (
          id uuid CONSTRAINT pk_audit_entries PRIMARY KEY,
          at timestamptz NOT NULL,
          location_id uuid,
          actor_id uuid,
          action text NOT NULL CONSTRAINT ck_audit_entries_action CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
          subject_id uuid NOT NULL,
          data jsonb NOT NULL,
          transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id()
        );
        CREATE TRIGGER audit_entries_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
          FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE audit_entries;
        DROP TABLE user_roles;
        DROP TABLE roles;
        DROP TABLE users;
        """);
}
