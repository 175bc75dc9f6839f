using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Carts live with the shop and not with a screen; an order keeps what was noted on its cart.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122001000_Carts")]
public sealed class Carts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        -- A row a register, written with every scan: room in the page, so that no index is touched.
        CREATE TABLE carts (
          location_id uuid NOT NULL,
          register_id uuid NOT NULL,
          id uuid NOT NULL,
          version bigint NOT NULL,
          next_line int NOT NULL,
          lines jsonb NOT NULL,
          note text NOT NULL CONSTRAINT ck_carts_note CHECK (length(note) <= 200),
          actions text[] NOT NULL CONSTRAINT ck_carts_actions CHECK (cardinality(actions) <= 64),
          changed_line int,
          last_order_id uuid,
          changed_at timestamptz NOT NULL,
          changed_by uuid NOT NULL,
          CONSTRAINT pk_carts PRIMARY KEY (location_id, register_id)
        ) WITH (fillfactor = 50);

        CREATE TABLE parked_carts (
          location_id uuid NOT NULL,
          id uuid NOT NULL,
          register_id uuid NOT NULL,
          next_line int NOT NULL,
          lines jsonb NOT NULL,
          note text NOT NULL CONSTRAINT ck_parked_carts_note CHECK (length(note) <= 200),
          label text CONSTRAINT ck_parked_carts_label CHECK (length(label) BETWEEN 1 AND 60),
          parked_at timestamptz NOT NULL,
          parked_by uuid NOT NULL,
          CONSTRAINT pk_parked_carts PRIMARY KEY (location_id, id)
        );

        ALTER TABLE orders ADD note text CONSTRAINT ck_orders_note CHECK (length(note) BETWEEN 1 AND 200);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE orders DROP note;
        DROP TABLE parked_carts;
        DROP TABLE carts;
        """);
}
