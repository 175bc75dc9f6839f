namespace PosAspire.Workers.Catalog;

/// <summary>The statements that store a staged catalogue; each touches only rows that differ.</summary>
internal static class ImportStatements
{
    public const string Staging =
        """
        CREATE TEMP TABLE staged (
          id uuid, sku text, category_id uuid, category text, name text, brand text, size text, price_minor bigint, stocked boolean, position bigint, line bigint,
          gtins text[], units text[], quantities int[], change_id uuid) ON COMMIT DROP
        """;

    public const string Doubles =
        """
        SELECT line, sku, first_line FROM (
          SELECT line, sku, position, first_value(line) OVER by_place AS first_line, row_number() OVER by_place AS n
          FROM staged WINDOW by_place AS (PARTITION BY sku ORDER BY position)) AS s
        WHERE n > 1 ORDER BY position
        """;

    public const string DropDoubles =
        """
        DELETE FROM staged s USING (SELECT sku, min(position) AS first FROM staged GROUP BY sku HAVING count(*) > 1) AS d
        WHERE s.sku = d.sku AND s.position > d.first
        """;

    // Whatever changes a product or a part of it stamps it with its transaction.
    public const string Touched =
        "SELECT count(*) FROM staged s JOIN products p ON p.sku = s.sku WHERE p.changed_in = pg_current_xact_id()";

    // A category's id is the one of its first row; its place is the order in which the file names it.
    public const string Categories =
        """
        INSERT INTO categories (id, name, position)
          SELECT DISTINCT ON (category) category_id, category, dense_rank() OVER (ORDER BY first_at)
          FROM (SELECT *, min(position) OVER (PARTITION BY category) AS first_at FROM staged) AS s
          ORDER BY category, position
          ON CONFLICT (name) DO NOTHING
        """;

    public const string ChangeProducts =
        """
        UPDATE products p SET category_id = c.id, name = s.name, brand = s.brand, size = s.size, is_active = true, version = p.version + 1
        FROM staged s JOIN categories c ON c.name = s.category
        WHERE p.sku = s.sku AND (p.category_id, p.name, p.brand, p.size, p.is_active) IS DISTINCT FROM (c.id, s.name, s.brand, s.size, true)
        """;

    public const string AddProducts =
        """
        INSERT INTO products (id, category_id, sku, name, brand, size, is_stocked, is_active)
          SELECT s.id, c.id, s.sku, s.name, s.brand, s.size, s.stocked, true FROM staged s JOIN categories c ON c.name = s.category
          ON CONFLICT (sku) DO NOTHING
        """;

    public const string ChangePrices =
        """
        WITH differing AS (
          SELECT p.id AS product_id, s.change_id, r.price_minor AS before, s.price_minor AS after
          FROM staged s JOIN products p ON p.sku = s.sku JOIN product_prices r ON r.product_id = p.id AND r.price_list_id = $1
          WHERE r.price_minor <> s.price_minor FOR NO KEY UPDATE OF r),
        changed AS (
          UPDATE product_prices r SET price_minor = d.after FROM differing d WHERE r.price_list_id = $1 AND r.product_id = d.product_id RETURNING r.product_id),
        noted AS (
          INSERT INTO price_changes (id, price_list_id, product_id, before_minor, after_minor, source, at)
          SELECT d.change_id, $1, d.product_id, d.before, d.after, 'import', $2 FROM differing d)
        SELECT count(*) FROM changed
        """;

    public const string AddPrices =
        """
        WITH added AS (
          INSERT INTO product_prices (price_list_id, product_id, price_minor)
          SELECT $1, p.id, s.price_minor FROM staged s JOIN products p ON p.sku = s.sku
          ON CONFLICT (price_list_id, product_id) DO NOTHING
          RETURNING product_id, price_minor),
        noted AS (
          INSERT INTO price_changes (id, price_list_id, product_id, after_minor, source, at)
          SELECT s.change_id, $1, a.product_id, a.price_minor, 'import', $2 FROM added a JOIN products p ON p.id = a.product_id JOIN staged s ON s.sku = p.sku)
        SELECT count(*) FROM added
        """;

    public const string AddBarcodes = Barcodes + " DO NOTHING";

    // Codes that people added stay; a code of the file becomes what the file says.
    public const string SetBarcodes = Barcodes +
        """
         DO UPDATE SET unit = EXCLUDED.unit, quantity = EXCLUDED.quantity
        WHERE (product_barcodes.unit, product_barcodes.quantity) IS DISTINCT FROM (EXCLUDED.unit, EXCLUDED.quantity)
        """;

    private const string Barcodes =
        """
        INSERT INTO product_barcodes (gtin, product_id, unit, quantity)
          SELECT b.gtin, p.id, b.unit, b.quantity
          FROM staged s JOIN products p ON p.sku = s.sku CROSS JOIN unnest(s.gtins, s.units, s.quantities) AS b (gtin, unit, quantity)
          ON CONFLICT (gtin, product_id)
        """;
}
