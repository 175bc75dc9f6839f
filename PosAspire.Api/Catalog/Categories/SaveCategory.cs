using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Categories;

/// <summary>Adds, changes and deletes categories; they belong to all shops.</summary>
internal static class SaveCategory
{
    private const int MaxName = 100;
    private const int MaxTranslations = 20;

    private const string Insert = "INSERT INTO categories (id, name, position) VALUES ($1, $2, $3)";
    private const string Lock = "SELECT version FROM categories WHERE id = $1 FOR UPDATE";
    private const string Update = "UPDATE categories SET name = $2, position = $3, version = version + 1 WHERE id = $1";
    private const string Forget = "DELETE FROM category_translations WHERE category_id = $1";
    private const string Translate = "INSERT INTO category_translations (category_id, language, name) SELECT $1, t.language, t.name FROM unnest($2, $3) AS t (language, name)";

    public static async Task<Results<Created<CategorySheet>, PosProblem>> AddAsync(
        CategoryRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        if (await SaveAsync(id, isNew: true, request, actor, database, catalog, clock, cancellation) is { } error)
            return error.AsProblem();
        return TypedResults.Created($"/api/v1/categories/{id}", Sheet(id, request, 1));
    }

    public static async Task<Results<Ok<CategorySheet>, PosProblem>> ChangeAsync(
        Guid id, CategoryRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if (await SaveAsync(id, isNew: false, request, actor, database, catalog, clock, cancellation) is { } error)
            return error.AsProblem();
        return TypedResults.Ok(Sheet(id, request, request.Version!.Value + 1));
    }

    public static async Task<Results<NoContent, PosProblem>> DeleteAsync(
        Guid id, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, null, actor.UserId, "category.deleted", id, "{}"));
        batch.BatchCommands.Add(Sql.Command("DELETE FROM categories WHERE id = $1", Sql.Of(id)));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException used) when (used.ConstraintName is "fk_products_categories" || used.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return CatalogErrors.CategoryInUse.AsProblem();
        }

        await catalog.RefreshAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<PosError?> SaveAsync(
        Guid id, bool isNew, CategoryRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if (Wrong(request) is { } invalid)
            return invalid;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!isNew && await LockAsync(connection, id, request.Version, cancellation) is { } moved)
            return moved;
        var texts = request.Translations ?? [];
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Sql.Command(isNew ? Insert : Update, Sql.Of(id), Sql.Of(request.Name), Sql.Of(request.Position)));
        batch.BatchCommands.Add(Sql.Command(Forget, Sql.Of(id)));
        batch.BatchCommands.Add(Sql.Command(Translate, Sql.Of(id), Sql.Each(texts, text => text.Language), Sql.Each(texts, text => text.Name)));
        batch.BatchCommands.Add(AuditStatements.Entry(
            clock.GetUtcNow().UtcDateTime, null, actor.UserId, isNew ? "category.created" : "category.changed", id,
            JsonSerializer.Serialize(new { request.Name, request.Position }, JsonSerializerOptions.Web)));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException taken) when (taken.ConstraintName == "ix_categories_name")
        {
            return CatalogErrors.CategoryTaken(request.Name);
        }

        await transaction.CommitAsync(cancellation);
        await catalog.RefreshAsync(CancellationToken.None);
        return null;
    }

    private static async Task<PosError?> LockAsync(NpgsqlConnection connection, Guid id, int? version, CancellationToken cancellation)
    {
        if (version is null)
            return CatalogErrors.InvalidCategory("A change needs the version that was read.");
        await using var command = new NpgsqlCommand(Lock, connection) { Parameters = { Sql.Of(id) } };
        return await command.ExecuteScalarAsync(cancellation) switch
        {
            null => CatalogErrors.UnknownCategory(id),
            int current when current != version => SharedErrors.VersionConflict,
            _ => null,
        };
    }

    private static PosError? Wrong(CategoryRequest request) => request switch
    {
        _ when !Texts.Fits(request.Name, 1, MaxName) => CatalogErrors.InvalidCategory($"Its name does not have 1 to {MaxName} characters."),
        { Position: < 1 } => CatalogErrors.InvalidCategory("Its place on the menu is below 1."),
        { Translations: { } texts } when texts.Count > MaxTranslations || texts.DistinctBy(text => text.Language).Count() < texts.Count
            || texts.Any(text => !Texts.IsLanguage(text.Language) || !Texts.Fits(text.Name, 1, MaxName)) =>
            CatalogErrors.InvalidCategory($"A translation needs a language of two letters, each once, and a name of 1 to {MaxName} characters."),
        _ => null,
    };

    private static CategorySheet Sheet(Guid id, CategoryRequest request, int version) => new(id, request.Name, request.Position, version, request.Translations ?? []);
}
