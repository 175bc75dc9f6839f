using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Registers;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Registers;

/// <param name="IsActive">False switches the register off, true on again.</param>
/// <param name="Version">As it was read.</param>
/// <param name="Printer">Where its receipt printer listens, <c>host:port</c> in the shop's own network; null or empty for none.</param>
/// <param name="Columns">How many letters a row of its paper holds: 40, 42 or 48.</param>
/// <param name="CardReader">The card reader that stands at it, as the card service names it; null or empty for none.</param>
public sealed record ChangeRegisterRequest(string Name, bool IsActive, int Version, string? Printer = null, int Columns = ReceiptPaper.Usual, string? CardReader = null);

internal static class ChangeRegister
{
    private const string Update = "UPDATE registers SET name = $3, is_active = $4, printer = $5, columns = $6, card_reader = $7, version = version + 1 WHERE id = $1 AND version = $2";

    private const string SwitchOff = "UPDATE registers SET is_active = false, version = version + 1 WHERE id = $1 AND is_active";

    private const string Unlock = "DELETE FROM sign_in_attempts WHERE subject = $1";

    public static async Task<Results<Ok<RegisterBody>, PosProblem>> HandleAsync(
        Guid id, ChangeRegisterRequest request, Actor actor, RegisterStore registers, CancellationToken cancellation)
    {
        if (await registers.FindAsync(id, cancellation) is not { } found)
            return RegisterErrors.Unknown(id).AsProblem();
        if (!actor.May(Policies.Manage, found.Register.Location))
            return IdentityErrors.OtherLocation(found.Register.Location).AsProblem();
        if (RegisterName.Of(request.Name) is not { } name)
            return RegisterErrors.Invalid.AsProblem();
        if (ReceiptPaper.Check(request.Printer, request.Columns, out var printer) is { } unprintable)
            return unprintable.AsProblem();
        var reader = string.IsNullOrWhiteSpace(request.CardReader) ? null : request.CardReader.Trim();
        if (reader is not null && (reader.Length > Register.MaxReaderLength || !PaymentSource.Fits(TenderType.Card, PaymentSource.Reader + reader, Currency.Usd)))
            return RegisterErrors.InvalidReader.AsProblem();

        await using var update = new NpgsqlCommand(Update)
        {
            Parameters =
            {
                SqlValue.Of(id), SqlValue.Of(request.Version), SqlValue.Of(name), SqlValue.Of(request.IsActive), SqlValue.OfText(printer), SqlValue.Of((short)request.Columns),
                SqlValue.OfText(reader),
            },
        };
        try
        {
            return await registers.WriteAsync(update, found.LocationId, actor.UserId, "register.changed", id, cancellation)
                ? TypedResults.Ok(found.Register with { Name = name, IsActive = request.IsActive, Printer = printer, Columns = request.Columns, CardReader = reader, Version = request.Version + 1 })
                : SharedErrors.VersionConflict.AsProblem();
        }
        catch (PostgresException refusal) when (refusal.ConstraintName == RegisterName.Taken)
        {
            return RegisterErrors.NameTaken.AsProblem();
        }
    }

    /// <summary>Switches a register off; doing it again changes nothing.</summary>
    public static async Task<Results<NoContent, PosProblem>> SwitchOffAsync(Guid id, Actor actor, RegisterStore registers, CancellationToken cancellation)
    {
        await using var statement = new NpgsqlCommand(SwitchOff) { Parameters = { SqlValue.Of(id) } };
        return await DoAsync(statement, "register.switched_off", id, actor, registers, cancellation);
    }

    /// <summary>Forgets the wrong tries at a register.</summary>
    public static async Task<Results<NoContent, PosProblem>> UnlockAsync(Guid id, Actor actor, RegisterStore registers, CancellationToken cancellation)
    {
        await using var statement = new NpgsqlCommand(Unlock) { Parameters = { SqlValue.Of(SignInSubject.Register(id).Key) } };
        return await DoAsync(statement, "register.unlocked", id, actor, registers, cancellation);
    }

    private static async Task<Results<NoContent, PosProblem>> DoAsync(
        NpgsqlCommand statement, string action, Guid id, Actor actor, RegisterStore registers, CancellationToken cancellation)
    {
        if (await registers.FindAsync(id, cancellation) is not { } found)
            return RegisterErrors.Unknown(id).AsProblem();
        if (!actor.May(Policies.Manage, found.Register.Location))
            return IdentityErrors.OtherLocation(found.Register.Location).AsProblem();
        await registers.WriteAsync(statement, found.LocationId, actor.UserId, action, id, cancellation);
        return TypedResults.NoContent();
    }
}
