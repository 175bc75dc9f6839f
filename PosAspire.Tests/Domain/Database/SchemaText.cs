using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using PosAspire.Domain.Database;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Domain.Database;

/// <summary>A schema as sorted lines, from the EF model and from a database, so that a difference reads as a line.</summary>
internal static class SchemaText
{
    private const string FromCatalog =
        """
        WITH tables AS (
          SELECT c.oid, c.relname::text FROM pg_class c
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '__EFMigrationsHistory'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')),
        keys AS (
          SELECT c.oid, c.contype, c.conname::text, t.relname, c.confrelid, c.confkey, c.confdeltype, c.conindid,
            (SELECT string_agg(a.attname, ',' ORDER BY n.n) FROM unnest(c.conkey) WITH ORDINALITY AS n (num, n)
               JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = n.num) AS names
          FROM pg_constraint c JOIN tables t ON t.oid = c.conrelid WHERE c.contype IN ('p', 'u', 'f'))
        SELECT 'table ' || relname FROM tables
        UNION ALL
        SELECT 'column ' || t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
        FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT CASE contype WHEN 'p' THEN 'primary key ' ELSE 'unique ' END || conname || ' ' || relname || '(' || names || ')'
        FROM keys WHERE contype IN ('p', 'u')
        UNION ALL
        SELECT 'foreign key ' || k.conname || ' ' || k.relname || '(' || k.names || ') to ' || r.relname || '(' ||
          (SELECT string_agg(a.attname, ',' ORDER BY n.n) FROM unnest(k.confkey) WITH ORDINALITY AS n (num, n)
             JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n.num) || ')' || CASE k.confdeltype WHEN 'c' THEN ' cascade' ELSE '' END
        FROM keys k JOIN pg_class r ON r.oid = k.confrelid WHERE k.contype = 'f'
        UNION ALL
        SELECT 'index ' || i.relname || ' ' || t.relname || '(' ||
          (SELECT string_agg(a.attname, ',' ORDER BY n.n) FROM unnest(x.indkey::int[]) WITH ORDINALITY AS n (num, n)
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = n.num) || ')' || CASE WHEN x.indisunique THEN ' unique' ELSE '' END
          || COALESCE(' where ' || pg_get_expr(x.indpred, x.indrelid), '')
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN tables t ON t.oid = x.indrelid
        WHERE NOT EXISTS (SELECT FROM keys k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u'))
        """;

    public static async Task<IReadOnlyList<string>> OfAsync(TestDatabase database) =>
        [.. (await database.LinesAsync(FromCatalog)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> OfModel()
    {
        using var context = new PosDbContext(new DbContextOptionsBuilder<PosDbContext>().UseNpgsql("Host=localhost").Options);
        var tables = context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables;
        return [.. tables.SelectMany(Lines).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Lines(ITable table) =>
    [
        $"table {table.Name}",
        .. table.Columns.Select(column => $"column {table.Name}.{column.Name} {column.StoreType}{(column.IsNullable ? "" : " not null")}"),
        .. table.UniqueConstraints.Select(key => $"{(key.GetIsPrimaryKey() ? "primary key" : "unique")} {key.Name} {table.Name}({Names(key.Columns)})"),
        .. table.ForeignKeyConstraints.Select(key =>
            $"foreign key {key.Name} {table.Name}({Names(key.Columns)}) to {key.PrincipalTable.Name}({Names(key.PrincipalColumns)}){(key.OnDeleteAction == ReferentialAction.Cascade ? " cascade" : "")}"),
        .. table.Indexes.Select(index =>
            $"index {index.Name} {table.Name}({Names(index.Columns)}){(index.IsUnique ? " unique" : "")}{(index.Filter is null ? "" : $" where {index.Filter}")}"),
    ];

    private static string Names(IEnumerable<IColumn> columns) => string.Join(',', columns.Select(column => column.Name));
}
