using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Runs of the match of till, providers and ledger, so that a manager reads what the last one found and asks for another.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001600_PaymentMatches")]
public sealed class PaymentMatches : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE payment_matches (
          id uuid CONSTRAINT pk_payment_matches PRIMARY KEY,
          asked_by uuid CONSTRAINT fk_payment_matches_users REFERENCES users (id),
          asked_at timestamptz NOT NULL,
          from_at timestamptz NOT NULL,
          until_at timestamptz NOT NULL,
          is_waiting boolean NOT NULL,
          lease_until timestamptz,
          finished_at timestamptz,
          compared integer NOT NULL DEFAULT 0,
          settled integer NOT NULL DEFAULT 0,
          differences integer NOT NULL DEFAULT 0,
          findings jsonb NOT NULL DEFAULT '[]',
          CONSTRAINT ck_payment_matches_span CHECK (from_at < until_at),
          CONSTRAINT ck_payment_matches_finished CHECK (is_waiting = (finished_at IS NULL))
        );
        CREATE INDEX ix_payment_matches_asked_by ON payment_matches (asked_by);
        CREATE UNIQUE INDEX ix_payment_matches_is_waiting ON payment_matches (is_waiting) WHERE is_waiting;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE payment_matches;");
}
