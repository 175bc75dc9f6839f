using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Domain.Database;

public sealed class SchemaTests
{
    [Fact]
    public async Task The_migrated_schema_is_the_one_the_model_describes()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        Assert.Equal(SchemaText.OfModel(), await SchemaText.OfAsync(database));
    }

    /// <summary>The comparison itself must notice; each of these is a difference that a hand-written migration could make.</summary>
    [Theory]
    [InlineData("ALTER TABLE orders ADD COLUMN forgotten int")]
    [InlineData("ALTER TABLE orders DROP COLUMN version")]
    [InlineData("ALTER TABLE products ALTER COLUMN name DROP NOT NULL")]
    [InlineData("ALTER TABLE stock_levels ALTER COLUMN on_hand TYPE bigint")]
    [InlineData("ALTER TABLE location_taxes ALTER COLUMN rate TYPE numeric(8, 6)")]
    [InlineData("ALTER TABLE payments DROP CONSTRAINT fk_payments_orders")]
    [InlineData("ALTER TABLE idempotency_records DROP CONSTRAINT pk_idempotency_records; ALTER TABLE idempotency_records ADD CONSTRAINT pk_idempotency_records PRIMARY KEY (key, location_id)")]
    [InlineData("DROP INDEX ix_orders_status")]
    [InlineData("DROP INDEX ix_users_username; CREATE INDEX ix_users_username ON users (username)")]
    [InlineData("DROP INDEX ix_orders_created_at; CREATE INDEX ix_orders_created_at ON orders (created_at) WHERE status = 'open'")]
    [InlineData("CREATE TABLE forgotten (id int)")]
    public async Task A_difference_is_noticed(string difference)
    {
        await using var database = await ShopDatabase.MigratedAsync();
        await database.ExecuteAsync(difference);
        Assert.NotEqual(SchemaText.OfModel(), await SchemaText.OfAsync(database));
    }

    [Fact]
    public async Task Every_CHECK_lists_exactly_the_words_of_its_enum()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        using var context = new PosDbContext(new DbContextOptionsBuilder<PosDbContext>().UseNpgsql("Host=localhost").Options);
        var columns = context.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => property.ClrType.IsEnum).ToList();
        Assert.NotEmpty(columns);
        foreach (var column in columns)
        {
            var checks = await database.LinesAsync(
                $"""
                SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
                WHERE c.contype = 'c' AND c.conrelid = 'public.{column.DeclaringType.GetTableName()}'::regclass AND a.attname = '{column.GetColumnName()}'
                """);
            var words = Regex.Matches(Assert.Single(checks), "'([a-z_]+)'").Select(match => match.Groups[1].Value);
            var expected = Enum.GetNames(column.ClrType).Select(name => Regex.Replace(name, "(?<!^)([A-Z])", "_$1").ToLowerInvariant());
            Assert.Equal(expected.Order(), words.Order());
        }
    }

    [Fact]
    public async Task Stock_cannot_go_below_zero_unless_its_policy_allows_it()
    {
        await using var database = await ShopDatabase.SeededAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("UPDATE stock_levels SET on_hand = -1"));
        Assert.Equal("ck_stock_levels_on_hand", refused.ConstraintName);
        await database.ExecuteAsync("UPDATE stock_levels SET on_hand = -1, policy = 'allow'");
    }

    [Theory]
    [InlineData("DELETE FROM products")]
    [InlineData("DELETE FROM locations")]
    [InlineData("DELETE FROM users")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("UPDATE audit_entries SET action = 'x.y'")]
    [InlineData("TRUNCATE audit_entries")]
    public async Task What_old_orders_name_and_what_was_journalled_cannot_be_taken_away(string attempt)
    {
        await using var database = await ShopDatabase.MigratedAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(attempt));
        Assert.Contains("cannot be changed", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_cannot_be_given_a_price_list_of_another_currency()
    {
        await using var database = await ShopDatabase.SeededAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("UPDATE locations SET currency = 'IDR' WHERE code = 'LIQ1'"));
        Assert.Equal("fk_locations_price_lists", refused.ConstraintName);
    }

    [Fact]
    public async Task The_runbooks_own_statements_run()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT COUNT(*) FROM \"Transaction\""));
        await database.ExecuteAsync("EXPLAIN ANALYZE SELECT * FROM orders WHERE status = 'pending'");
    }
}
