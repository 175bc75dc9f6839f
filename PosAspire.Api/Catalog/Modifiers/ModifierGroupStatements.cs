using Npgsql;
using PosAspire.Api.Shared;

namespace PosAspire.Api.Catalog.Modifiers;

/// <summary>The statements that make a group of choices what a request says.</summary>
internal static class ModifierGroupStatements
{
    private const string Insert = "INSERT INTO modifier_groups (id, name, min_choices, max_choices) VALUES ($1, $2, $3, $4)";
    private const string Update = "UPDATE modifier_groups SET name = $2, min_choices = $3, max_choices = $4, version = version + 1 WHERE id = $1";
    private const string Drop = "DELETE FROM modifiers WHERE group_id = $1 AND NOT id = ANY($2)";

    // Names are unique in a group at every moment; two that change places need a third name in between.
    private const string Release = "UPDATE modifiers SET name = id::text WHERE group_id = $1";

    private const string Keep =
        """
        INSERT INTO modifiers (id, group_id, position, name, is_active)
        SELECT m.id, $1, m.place, m.name, m.is_active FROM unnest($2, $3, $4) WITH ORDINALITY AS m (id, name, is_active, place)
        ON CONFLICT (id) DO UPDATE SET position = EXCLUDED.position, name = EXCLUDED.name, is_active = EXCLUDED.is_active
        """;

    private const string Forget =
        """
        WITH gone AS (DELETE FROM modifier_prices WHERE modifier_id IN (SELECT id FROM modifiers WHERE group_id = $1)),
        untold AS (DELETE FROM modifier_group_translations WHERE group_id = $1)
        DELETE FROM modifier_translations WHERE modifier_id IN (SELECT id FROM modifiers WHERE group_id = $1)
        """;

    private const string Prices = "INSERT INTO modifier_prices (price_list_id, modifier_id, price_minor) SELECT * FROM unnest($1, $2, $3)";
    private const string Texts = "INSERT INTO modifier_translations (modifier_id, language, name) SELECT * FROM unnest($1, $2, $3)";
    private const string GroupTexts = "INSERT INTO modifier_group_translations (group_id, language, name) SELECT $1, t.language, t.name FROM unnest($2, $3) AS t (language, name)";

    public static void Add(NpgsqlBatch batch, Guid id, bool isNew, ModifierGroupRequest group, Guid[] choices, IReadOnlyDictionary<string, Guid> lists)
    {
        var modifiers = group.Modifiers.Zip(choices, (modifier, choice) => (Modifier: modifier, Id: choice)).ToList();
        var prices = modifiers.SelectMany(row => (row.Modifier.Prices ?? []).Select(price => (row.Id, Price: price))).ToList();
        var texts = modifiers.SelectMany(row => (row.Modifier.Translations ?? []).Select(text => (row.Id, Text: text))).ToList();
        var groupTexts = group.Translations ?? [];
        batch.BatchCommands.Add(Sql.Command(isNew ? Insert : Update, Sql.Of(id), Sql.Of(group.Name), Sql.Of(group.MinChoices), Sql.Of(group.MaxChoices)));
        batch.BatchCommands.Add(Sql.Command(Drop, Sql.Of(id), Sql.Of(choices)));
        batch.BatchCommands.Add(Sql.Command(Release, Sql.Of(id)));
        batch.BatchCommands.Add(Sql.Command(
            Keep, Sql.Of(id), Sql.Of(choices), Sql.Each(modifiers, row => row.Modifier.Name), Sql.Each(modifiers, row => row.Modifier.IsActive)));
        batch.BatchCommands.Add(Sql.Command(Forget, Sql.Of(id)));
        batch.BatchCommands.Add(Sql.Command(
            Prices, Sql.Each(prices, row => lists[row.Price.PriceList]), Sql.Each(prices, row => row.Id), Sql.Each(prices, row => row.Price.PriceMinor)));
        batch.BatchCommands.Add(Sql.Command(Texts, Sql.Each(texts, row => row.Id), Sql.Each(texts, row => row.Text.Language), Sql.Each(texts, row => row.Text.Name)));
        batch.BatchCommands.Add(Sql.Command(GroupTexts, Sql.Of(id), Sql.Each(groupTexts, text => text.Language), Sql.Each(groupTexts, text => text.Name)));
    }
}
