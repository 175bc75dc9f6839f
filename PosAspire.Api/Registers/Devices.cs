using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Registers;

namespace PosAspire.Api.Registers;

/// <param name="Name">How the browser is listed.</param>
public sealed record RegisterDeviceRequest(string Name);

/// <param name="DeviceToken">Shown once; the browser keeps it and proves by it that it is registered.</param>
public sealed record RegisteredDevice(Guid Id, string DeviceToken);

/// <param name="UsedAt">When its PIN pad was last shown or used.</param>
public sealed record DeviceBody(Guid Id, string Name, DateTime RegisteredAt, string RegisteredBy, DateTime? UsedAt);

/// <param name="Next">Always null: a register has fewer browsers than a page holds.</param>
public sealed record DeviceList(IReadOnlyList<DeviceBody> Items, string? Next);

/// <summary>The browsers that are a register: a manager registers them, lists them and ends them.</summary>
internal static class Devices
{
    public static async Task<Results<Created<RegisteredDevice>, PosProblem>> AddAsync(
        Guid id, RegisterDeviceRequest request, Actor actor, RegisterStore registers, DeviceStore devices, CancellationToken cancellation)
    {
        if (await registers.FindAsync(id, cancellation) is not { } found)
            return RegisterErrors.Unknown(id).AsProblem();
        if (!actor.May(Policies.Manage, found.Register.Location))
            return IdentityErrors.OtherLocation(found.Register.Location).AsProblem();
        if (!found.Register.IsActive)
            return RegisterErrors.Unknown(id).AsProblem();
        var name = request.Name.Trim();
        if (name.Length is 0 or > RegisterDevice.MaxNameLength || name.Any(char.IsControl))
            return RegisterErrors.InvalidDevice.AsProblem();
        return await devices.AddAsync(id, found.LocationId, name, actor.UserId, cancellation) is var (device, token)
            ? TypedResults.Created($"/api/v1/registers/{id}/devices", new RegisteredDevice(device, token))
            : RegisterErrors.TooManyDevices.AsProblem();
    }

    public static async Task<Results<Ok<DeviceList>, PosProblem>> ListAsync(
        Guid id, Actor actor, RegisterStore registers, PosDbContext database, CancellationToken cancellation)
    {
        if (await registers.FindAsync(id, cancellation) is not { } found)
            return RegisterErrors.Unknown(id).AsProblem();
        if (!actor.May(Policies.Manage, found.Register.Location))
            return IdentityErrors.OtherLocation(found.Register.Location).AsProblem();
        var items = await database.RegisterDevices.AsNoTracking().Where(device => device.RegisterId == id && device.RevokedAt == null)
            .Join(database.Users, device => device.RegisteredBy, user => user.Id, (device, user) => new { device, user.Name })
            .OrderByDescending(both => both.device.Id).Take(RegisterDevice.MaxAtRegister)
            .Select(both => new DeviceBody(both.device.Id, both.device.Name, both.device.RegisteredAt, both.Name, both.device.UsedAt))
            .ToListAsync(cancellation);
        return TypedResults.Ok(new DeviceList(items, Next: null));
    }

    public static async Task<Results<NoContent, PosProblem>> RevokeAsync(
        Guid id, Guid deviceId, Actor actor, RegisterStore registers, DeviceStore devices, CancellationToken cancellation)
    {
        if (await registers.FindAsync(id, cancellation) is not { } found)
            return RegisterErrors.Unknown(id).AsProblem();
        if (!actor.May(Policies.Manage, found.Register.Location))
            return IdentityErrors.OtherLocation(found.Register.Location).AsProblem();
        // What was signed in there by PIN ends with it, in the database at once and at every instance within a second or two.
        return await devices.RevokeAsync(id, found.LocationId, deviceId, actor.UserId, cancellation)
            ? TypedResults.NoContent()
            : RegisterErrors.NoSuchDevice(deviceId).AsProblem();
    }
}
