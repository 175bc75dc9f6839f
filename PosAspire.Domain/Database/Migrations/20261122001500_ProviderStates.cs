using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>What a provider's event said, whether somebody has switched a provider off or on, and what was sold without its answer.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001500_ProviderStates")]
public sealed class ProviderStates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE provider_events ADD payload jsonb NOT NULL DEFAULT '{}';

        CREATE TABLE provider_states (
          provider text CONSTRAINT pk_provider_states PRIMARY KEY,
          mode text NOT NULL CONSTRAINT ck_provider_states_mode CHECK (mode IN ('automatic', 'offline', 'online')),
          reason text NOT NULL CONSTRAINT ck_provider_states_reason CHECK (length(reason) BETWEEN 1 AND 200),
          set_by uuid NOT NULL CONSTRAINT fk_provider_states_users REFERENCES users (id),
          since timestamptz NOT NULL
        );
        CREATE INDEX ix_provider_states_set_by ON provider_states (set_by);

        CREATE INDEX ix_payments_location_id_accepted_at ON payments (location_id, accepted_at) WHERE accepted_at IS NOT NULL;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP INDEX ix_payments_location_id_accepted_at;
        DROP TABLE provider_states;
        ALTER TABLE provider_events DROP payload;
        """);
}
