using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Registers;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Registers;

public sealed record CreateRegisterRequest(string Location, string Name);

internal static class CreateRegister
{
    private const string Insert = "INSERT INTO registers (id, location_id, name, is_active, created_at) VALUES ($1, $2, $3, true, $4)";

    public static async Task<Results<Created<RegisterBody>, PosProblem>> HandleAsync(
        CreateRegisterRequest request, Actor actor, PosDbContext database, RegisterStore registers, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Domain.Shared.Location.IsCode(request.Location))
            return SalesErrors.UnknownLocation(request.Location).AsProblem();
        if (!actor.May(Policies.Manage, request.Location))
            return IdentityErrors.OtherLocation(request.Location).AsProblem();
        if (RegisterName.Of(request.Name) is not { } name)
            return RegisterErrors.Invalid.AsProblem();
        if (await database.Locations.AsNoTracking().SingleOrDefaultAsync(shop => shop.Code == request.Location, cancellation) is not { } shop)
            return SalesErrors.UnknownLocation(request.Location).AsProblem();

        var now = clock.GetUtcNow().UtcDateTime;
        var id = Guid.CreateVersion7();
        await using var insert = new NpgsqlCommand(Insert) { Parameters = { SqlValue.Of(id), SqlValue.Of(shop.Id), SqlValue.Of(name), SqlValue.Of(now) } };
        try
        {
            await registers.WriteAsync(insert, shop.Id, actor.UserId, "register.created", id, cancellation);
        }
        catch (PostgresException refusal) when (refusal.ConstraintName == RegisterName.Taken)
        {
            return RegisterErrors.NameTaken.AsProblem();
        }

        return TypedResults.Created($"/api/v1/registers/{id}", new RegisterBody(id, shop.Code, name, IsActive: true, now, Version: 1));
    }
}

internal static class RegisterName
{
    /// <summary>The unique index that refuses a second register of the same name in a shop.</summary>
    public const string Taken = "ix_registers_location_id_name";

    /// <summary>As it is stored; null when it cannot be one.</summary>
    public static string? Of(string text)
    {
        var name = text.Trim();
        return name.Length is > 0 and <= Register.MaxNameLength && !name.Any(char.IsControl) ? name : null;
    }
}
