using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>The extension behind the list of slowest statements.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000600_StatementStatistics")]
public sealed class StatementStatistics : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        -- The runbook's slowest-statements query needs it. Only a superuser may create it, and a server may lack it:
        -- the shop sells without, so its absence is no reason to refuse to start.
        DO $$
        BEGIN
          IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_stat_statements')
             AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
          END IF;
        END $$;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DO $$
        BEGIN
          IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            DROP EXTENSION IF EXISTS pg_stat_statements;
          END IF;
        END $$;
        """);
}
