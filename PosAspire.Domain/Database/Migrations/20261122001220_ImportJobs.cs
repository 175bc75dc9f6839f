using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>
/// Catalogue files that wait to be imported and what became of them. How far one is stands in a table of its own: the job's row is
/// locked by the worker that does it, so that it is free again when that worker dies.
/// </summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001220_ImportJobs")]
public sealed class ImportJobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE import_jobs (
          id uuid CONSTRAINT pk_import_jobs PRIMARY KEY,
          location_id uuid NOT NULL CONSTRAINT fk_import_jobs_locations REFERENCES locations (id),
          created_by uuid NOT NULL,
          created_at timestamptz NOT NULL,
          file_name text NOT NULL CONSTRAINT ck_import_jobs_file_name CHECK (length(file_name) <= 200),
          skip_broken boolean NOT NULL,
          content bytea CONSTRAINT ck_import_jobs_content CHECK (length(content) <= 10485760),
          state text NOT NULL CONSTRAINT ck_import_jobs_state CHECK (state IN ('queued', 'done', 'failed')),
          finished_at timestamptz,
          total int NOT NULL DEFAULT 0,
          added int NOT NULL DEFAULT 0,
          changed int NOT NULL DEFAULT 0,
          unchanged int NOT NULL DEFAULT 0,
          rejected int NOT NULL DEFAULT 0,
          sentence text,
          problems jsonb NOT NULL DEFAULT '[]',
          report text NOT NULL DEFAULT '',
          CONSTRAINT ck_import_jobs_finished CHECK ((state = 'queued') = (finished_at IS NULL) AND (state = 'queued') = (content IS NOT NULL))
        );
        CREATE INDEX ix_import_jobs_location_id ON import_jobs (location_id);

        CREATE TABLE import_progress (
          job_id uuid CONSTRAINT pk_import_progress PRIMARY KEY,
          attempts int NOT NULL,
          done int NOT NULL,
          total int NOT NULL,
          at timestamptz NOT NULL
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE import_progress;
        DROP TABLE import_jobs;
        """);
}
