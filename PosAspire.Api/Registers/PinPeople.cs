using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Registers;

namespace PosAspire.Api.Registers;

/// <param name="DeviceToken">As the browser got it when a manager registered it.</param>
public sealed record PinPeopleRequest(Guid RegisterId, string DeviceToken);

/// <summary>The names that a registered browser shows before anybody is signed in.</summary>
internal static class PinPeople
{
    public static async Task<Results<Ok<RegisterPersonList>, PosProblem>> HandleAsync(
        PinPeopleRequest request, DeviceStore devices, PosDbContext database, CancellationToken cancellation) =>
        await devices.ShopOfAsync(request.RegisterId, request.DeviceToken, cancellation) is { } shop
            ? TypedResults.Ok(await RegisterPeople.AtAsync(shop, database, cancellation))
            : RegisterErrors.UnknownDevice.AsProblem();
}
