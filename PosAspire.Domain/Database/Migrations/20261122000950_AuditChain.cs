using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>The seals over the journal, and the journal in the order in which it is sealed.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000950_AuditChain")]
public sealed class AuditChain : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        -- The one index of the journal serves its sealer: what a range of transactions wrote is found without a second
        -- index that every sale would pay for. Nobody looks an entry up by its id alone.
        ALTER TABLE audit_entries DROP CONSTRAINT pk_audit_entries;
        ALTER TABLE audit_entries ADD CONSTRAINT pk_audit_entries PRIMARY KEY (transaction_id, id);

        CREATE TABLE audit_chain (
          number bigint CONSTRAINT pk_audit_chain PRIMARY KEY CONSTRAINT ck_audit_chain_number CHECK (number >= 1),
          from_transaction xid8 NOT NULL,
          to_transaction xid8 NOT NULL,
          entries int NOT NULL CONSTRAINT ck_audit_chain_entries CHECK (entries >= 1),
          hash bytea NOT NULL CONSTRAINT ck_audit_chain_hash CHECK (length(hash) = 32),
          sealed_at timestamptz NOT NULL,
          CONSTRAINT ck_audit_chain_range CHECK (from_transaction < to_transaction)
        );
        CREATE TRIGGER audit_chain_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_chain
          FOR EACH STATEMENT EXECUTE FUNCTION pos_refuse_change();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE audit_chain;
        ALTER TABLE audit_entries DROP CONSTRAINT pk_audit_entries;
        ALTER TABLE audit_entries ADD CONSTRAINT pk_audit_entries PRIMARY KEY (id);
        """);
}
