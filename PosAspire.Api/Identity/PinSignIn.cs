using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Registers;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Registers;

namespace PosAspire.Api.Identity;

/// <param name="Pin">Six digits.</param>
/// <param name="DeviceToken">As the browser got it when a manager registered it at this register.</param>
public sealed record PinRequest(Guid RegisterId, Guid UserId, string Pin, string DeviceToken);

/// <summary>Sign-in at a register with a PIN. It is good for that register's shop only, whatever else the person may do.</summary>
internal static class PinSignIn
{
    public static async Task<Results<Ok<LoginResponse>, PosProblem>> HandleAsync(
        PinRequest request, HttpContext http, SignIn signIn, People people, DeviceStore devices, ILogger<PinRequest> log, CancellationToken cancellation)
    {
        // Before any try is counted: who has no registered browser can neither guess a PIN nor lock anybody out.
        if (await devices.ShopOfAsync(request.RegisterId, request.DeviceToken, cancellation) is null)
            return RegisterErrors.UnknownDevice.AsProblem();
        var own = SignInSubject.Pin(request.UserId);
        SignInSubject[] shared = [SignInSubject.Address(SignIn.AddressOf(http)), SignInSubject.Register(request.RegisterId)];
        if (await signIn.RefusalAsync(own, shared, cancellation) is { } locked)
            return locked.AsProblem();

        var (person, shop) = await people.FindAtAsync(request.UserId, request.RegisterId, cancellation);
        var pin = SignInRules.IsPin(request.Pin) ? request.Pin : "";
        if (await signIn.ProveAsync(shop is null ? null : person?.PinHash, pin, own, shared, cancellation) is not { } right)
            return IdentityErrors.Busy.AsProblem();
        var grants = person?.Grants.Where(grant => grant.Location == RoleGrant.Everywhere || grant.Location == shop).Select(grant => grant with { Location = shop! }).ToList();
        if (!right || person is null || grants is not { Count: > 0 })
        {
            log.LogWarning("Sign-in failed: wrong PIN at register {RegisterId}", request.RegisterId);
            return IdentityErrors.InvalidPin.AsProblem();
        }

        var actor = new Actor(person.Id, Guid.CreateVersion7(), request.RegisterId, grants);
        return TypedResults.Ok(await signIn.StartAsync(person, actor, SignInMethod.Pin, own, shared, cancellation));
    }
}
