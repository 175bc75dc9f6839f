using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>A register's printer, what waits for it, and the journal of one order by its id.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001010_Printing")]
public sealed class Printing : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE registers
          ADD printer text CONSTRAINT ck_registers_printer CHECK (length(printer) BETWEEN 3 AND 120),
          ADD columns smallint NOT NULL DEFAULT 42 CONSTRAINT ck_registers_columns CHECK (columns IN (40, 42, 48));

        CREATE TABLE print_jobs (
          id uuid CONSTRAINT pk_print_jobs PRIMARY KEY,
          number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
          location_id uuid NOT NULL,
          register_id uuid NOT NULL,
          order_id uuid NOT NULL,
          copy boolean NOT NULL,
          printer text NOT NULL,
          bytes bytea NOT NULL,
          status text NOT NULL DEFAULT 'queued' CONSTRAINT ck_print_jobs_status CHECK (status IN ('queued', 'printed', 'failed')),
          attempts int NOT NULL DEFAULT 0,
          next_attempt_at timestamptz,
          error text,
          created_at timestamptz NOT NULL,
          created_by uuid NOT NULL,
          printed_at timestamptz
        );
        CREATE INDEX ix_print_jobs_register_id_number ON print_jobs (register_id, number);
        CREATE INDEX ix_print_jobs_order_id ON print_jobs (order_id);
        CREATE INDEX ix_print_jobs_printer_number ON print_jobs (printer, number) WHERE status = 'queued';

        CREATE INDEX ix_audit_entries_subject_id ON audit_entries (subject_id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP INDEX ix_audit_entries_subject_id;
        DROP TABLE print_jobs;
        ALTER TABLE registers DROP columns, DROP printer;
        """);
}
