using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Registers;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Registers.Locations;

/// <summary>Reads and changes one shop's settings; every instance knows them at once, because they belong to the catalogue's version.</summary>
internal static class OneLocation
{
    private const string Update =
        """
        UPDATE locations SET name = $3, address = $4, phone = $5, receipt_header = $6, receipt_footer = $7, version = version + 1
        WHERE id = $1 AND version = $2
        """;

    public static async Task<Results<Ok<LocationSettings>, PosProblem>> GetAsync(string code, Actor actor, PosDbContext database, CancellationToken cancellation)
    {
        if (await ReadAsync(database, code, cancellation) is not { } settings)
            return SalesErrors.UnknownLocation(code).AsProblem();
        return actor.May(Policies.Manage, code) ? TypedResults.Ok(settings.Body) : IdentityErrors.OtherLocation(code).AsProblem();
    }

    public static async Task<Results<Ok<LocationSettings>, PosProblem>> ChangeAsync(
        string code, LocationRequest request, Actor actor, PosDbContext reading, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await ReadAsync(reading, code, cancellation) is not { } found)
            return SalesErrors.UnknownLocation(code).AsProblem();
        if (!actor.May(Policies.Manage, code))
            return IdentityErrors.OtherLocation(code).AsProblem();
        if (Wrong(request) is { } wrong)
            return wrong.AsProblem();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var update = new NpgsqlCommand(Update, connection)
        {
            Parameters =
            {
                Sql.Of(found.Id), Sql.Of(request.Version), Sql.Of(request.Name.Trim()), Sql.Of(Lines(request.Address)), Sql.Of(request.Phone.Trim()),
                Sql.Of(Lines(request.ReceiptHeader)), Sql.Of(Lines(request.ReceiptFooter)),
            },
        })
        {
            if (await update.ExecuteNonQueryAsync(cancellation) == 0)
                return SharedErrors.VersionConflict.AsProblem();
        }

        await using (var journal = new NpgsqlBatch(connection, transaction))
        {
            journal.BatchCommands.Add(AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, found.Id, actor.UserId, "location.changed", found.Id, "{}"));
            await journal.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        await catalog.RefreshAsync(CancellationToken.None);
        return TypedResults.Ok((await ReadAsync(reading, code, cancellation))!.Value.Body);
    }

    private static async Task<(Guid Id, LocationSettings Body)?> ReadAsync(PosDbContext database, string code, CancellationToken cancellation)
    {
        if (!Location.IsCode(code))
            return null;
        var row = await (
            from found in database.Locations.Include(found => found.Taxes)
            join list in database.PriceLists on found.PriceListId equals list.Id
            where found.Code == code
            select new { Shop = found, List = list.Code }).AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (row is null)
            return null;
        var named = row.Shop.Taxes.SelectMany(tax => tax.Categories).Select(category => category.CategoryId).Distinct().ToList();
        var categories = await database.Categories.Where(category => named.Contains(category.Id)).ToDictionaryAsync(category => category.Id, category => category.Name, cancellation);
        return (row.Shop.Id, LocationSettings.Of(row.Shop, row.List, categories));
    }

    private static PosError? Wrong(LocationRequest request) => request switch
    {
        _ when !Texts.Fits(request.Name.Trim(), 1, Location.MaxNameLength) => LocationErrors.Invalid($"Its name does not have 1 to {Location.MaxNameLength} characters."),
        _ when !Texts.Fits(Lines(request.Address), 0, Location.MaxTextLength) => LocationErrors.Invalid($"Its address has more than {Location.MaxTextLength} characters."),
        _ when !Texts.Fits(request.Phone.Trim(), 0, Location.MaxPhoneLength) => LocationErrors.Invalid($"Its phone number has more than {Location.MaxPhoneLength} characters."),
        _ when !Texts.Fits(Lines(request.ReceiptHeader), 0, Location.MaxTextLength) => LocationErrors.Invalid($"The text above a receipt's lines has more than {Location.MaxTextLength} characters."),
        _ when !Texts.Fits(Lines(request.ReceiptFooter), 0, Location.MaxTextLength) => LocationErrors.Invalid($"The text below a receipt has more than {Location.MaxTextLength} characters."),
        _ => null,
    };

    // A browser's form sends CR LF.
    private static string Lines(string text) => text.ReplaceLineEndings("\n").Trim();
}
