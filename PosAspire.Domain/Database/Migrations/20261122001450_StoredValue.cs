using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Gift cards and store credit: a balance that cannot be overdrawn, and every change of it.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001450_StoredValue")]
public sealed class StoredValue : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE stored_value_accounts (
          id uuid CONSTRAINT pk_stored_value_accounts PRIMARY KEY,
          location_id uuid NOT NULL,
          kind text NOT NULL CONSTRAINT ck_stored_value_accounts_kind CHECK (kind IN ('gift_card', 'store_credit')),
          code_hash bytea NOT NULL CONSTRAINT ck_stored_value_accounts_code_hash CHECK (length(code_hash) = 32),
          last4 text NOT NULL CONSTRAINT ck_stored_value_accounts_last4 CHECK (last4 ~ '^[0-9A-Z]{4}$'),
          currency text NOT NULL CONSTRAINT ck_stored_value_accounts_currency CHECK (currency ~ '^[A-Z]{3}$'),
          balance_minor bigint NOT NULL CONSTRAINT ck_stored_value_accounts_balance CHECK (balance_minor >= 0)
            CONSTRAINT ck_stored_value_accounts_most CHECK (balance_minor <= 1000000000),
          issued_at timestamptz NOT NULL,
          issued_by uuid NOT NULL
        );
        CREATE UNIQUE INDEX ix_stored_value_accounts_code_hash ON stored_value_accounts (code_hash);
        CREATE TRIGGER stored_value_accounts_are_kept BEFORE DELETE ON stored_value_accounts FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();

        CREATE TABLE stored_value_entries (
          id uuid CONSTRAINT pk_stored_value_entries PRIMARY KEY,
          account_id uuid NOT NULL CONSTRAINT fk_stored_value_entries_stored_value_accounts REFERENCES stored_value_accounts (id),
          location_id uuid NOT NULL,
          move text NOT NULL CONSTRAINT ck_stored_value_entries_move CHECK (move IN ('issue', 'top_up', 'redeem', 'reverse', 'refund')),
          amount_minor bigint NOT NULL,
          balance_minor bigint NOT NULL,
          order_id uuid,
          reference_id uuid NOT NULL,
          actor_id uuid NOT NULL,
          at timestamptz NOT NULL,
          CONSTRAINT ck_stored_value_entries_amount CHECK (amount_minor <> 0 AND (amount_minor < 0) = (move = 'redeem'))
        );
        CREATE INDEX ix_stored_value_entries_account_id_id ON stored_value_entries (account_id, id);
        CREATE UNIQUE INDEX ix_stored_value_entries_reference_id_move ON stored_value_entries (reference_id, move);
        CREATE TRIGGER stored_value_entries_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON stored_value_entries FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE stored_value_entries;
        DROP TABLE stored_value_accounts;
        """);
}
