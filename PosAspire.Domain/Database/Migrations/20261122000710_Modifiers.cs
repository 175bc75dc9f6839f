using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PosAspire.Domain.Database.Migrations;

/// <summary>Choices that go with a dish: groups of which some must be chosen, each choice with its price.</summary>
[DbContext(typeof(PosDbContext))]
[Migration("20261122000710_Modifiers")]
public sealed class Modifiers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE modifier_groups (
          id uuid CONSTRAINT pk_modifier_groups PRIMARY KEY,
          name text NOT NULL CONSTRAINT ck_modifier_groups_name CHECK (length(name) BETWEEN 1 AND 100),
          min_choices smallint NOT NULL CONSTRAINT ck_modifier_groups_min_choices CHECK (min_choices >= 0),
          max_choices smallint NOT NULL CONSTRAINT ck_modifier_groups_max_choices CHECK (max_choices BETWEEN 1 AND 50),
          version int NOT NULL DEFAULT 1,
          CONSTRAINT ck_modifier_groups_choices CHECK (min_choices <= max_choices)
        );
        CREATE UNIQUE INDEX ix_modifier_groups_name ON modifier_groups (name);

        CREATE TABLE modifiers (
          id uuid CONSTRAINT pk_modifiers PRIMARY KEY,
          group_id uuid NOT NULL CONSTRAINT fk_modifiers_modifier_groups REFERENCES modifier_groups (id) ON DELETE CASCADE,
          position smallint NOT NULL CONSTRAINT ck_modifiers_position CHECK (position >= 1),
          name text NOT NULL CONSTRAINT ck_modifiers_name CHECK (length(name) BETWEEN 1 AND 100),
          is_active boolean NOT NULL
        );
        CREATE UNIQUE INDEX ix_modifiers_group_id_name ON modifiers (group_id, name);

        -- A choice without a price costs nothing.
        CREATE TABLE modifier_prices (
          price_list_id uuid NOT NULL CONSTRAINT fk_modifier_prices_price_lists REFERENCES price_lists (id) ON DELETE CASCADE,
          modifier_id uuid NOT NULL CONSTRAINT fk_modifier_prices_modifiers REFERENCES modifiers (id) ON DELETE CASCADE,
          price_minor bigint NOT NULL CONSTRAINT ck_modifier_prices_price CHECK (price_minor BETWEEN 0 AND 100000000000),
          CONSTRAINT pk_modifier_prices PRIMARY KEY (price_list_id, modifier_id)
        );
        CREATE INDEX ix_modifier_prices_modifier_id ON modifier_prices (modifier_id);

        CREATE TABLE product_modifier_groups (
          product_id uuid NOT NULL CONSTRAINT fk_product_modifier_groups_products REFERENCES products (id) ON DELETE CASCADE,
          group_id uuid NOT NULL CONSTRAINT fk_product_modifier_groups_modifier_groups REFERENCES modifier_groups (id) ON DELETE CASCADE,
          position smallint NOT NULL CONSTRAINT ck_product_modifier_groups_position CHECK (position >= 1),
          CONSTRAINT pk_product_modifier_groups PRIMARY KEY (product_id, group_id)
        );
        CREATE INDEX ix_product_modifier_groups_group_id ON product_modifier_groups (group_id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TABLE product_modifier_groups;
        DROP TABLE modifier_prices;
        DROP TABLE modifiers;
        DROP TABLE modifier_groups;
        """);
}
