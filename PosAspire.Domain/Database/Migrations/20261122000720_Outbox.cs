using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Messages that commit with what they tell about; a delivered one is deleted, one that cannot be delivered is moved aside.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000720_Outbox")]
public sealed class Outbox : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        -- One index only, because every sale writes a row: ids are time-ordered, and delivered rows do not stay.
        CREATE TABLE outbox_messages (
          id uuid CONSTRAINT pk_outbox_messages PRIMARY KEY,
          location_id uuid,
          topic text NOT NULL CONSTRAINT ck_outbox_messages_topic CHECK (topic ~ '^[a-z_]+\.[a-z_]+$'),
          payload jsonb NOT NULL,
          created_at timestamptz NOT NULL,
          transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
          attempts int NOT NULL DEFAULT 0,
          next_attempt_at timestamptz,
          last_error text
        );

        CREATE TABLE outbox_dead_letters (
          id uuid CONSTRAINT pk_outbox_dead_letters PRIMARY KEY,
          location_id uuid,
          topic text NOT NULL,
          payload jsonb NOT NULL,
          created_at timestamptz NOT NULL,
          attempts int NOT NULL,
          last_error text NOT NULL,
          died_at timestamptz NOT NULL
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE outbox_dead_letters;
        DROP TABLE outbox_messages;
        """);
}
