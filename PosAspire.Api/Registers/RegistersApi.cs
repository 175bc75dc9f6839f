using PosAspire.Api.Identity;
using PosAspire.Api.Registers.Locations;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Registers;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Registers;

internal static class RegistersApi
{
    private static readonly PosError[] OfOne = [RegisterErrors.Unknown(Guid.Empty), IdentityErrors.OtherLocation("LIQ1")];

    public static void MapRegisters(this IEndpointRouteBuilder api)
    {
        var locations = api.MapGroup("/locations").WithTags("Registers");
        locations.MapGet("/{code}", OneLocation.GetAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource)
            .Refuses(SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ1"))
            .WithSummary("A shop's settings: what its receipts say, and by which rules its money is computed");
        locations.MapPut("/{code}", OneLocation.ChangeAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).ReadsJson()
            .Refuses(SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ1"), LocationErrors.Invalid("Its name does not have 1 to 100 characters."), SharedErrors.VersionConflict)
            .WithSummary("Change what a shop is called and what its receipts say");
        var registers = api.MapGroup("").WithTags("Registers");
        registers.MapGet("/registers", ListRegisters.HandleAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ1"))
            .WithSummary("A shop's registers, by name");
        registers.MapGet("/registers/{id:guid}/people", RegisterPeople.HandleAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Resource).Refuses(OfOne)
            .WithSummary("Who can sign in at a register with a PIN");
        registers.MapPost("/registers", CreateRegister.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Body).ReadsJson()
            .Refuses(RegisterErrors.Invalid, RegisterErrors.NameTaken, SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ1"))
            .WithSummary("Add a register to a shop");
        registers.MapPut("/registers/{id:guid}", ChangeRegister.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).ReadsJson()
            .Refuses(OfOne).Refuses(RegisterErrors.Invalid, RegisterErrors.NameTaken, RegisterErrors.InvalidPrinter, RegisterErrors.InvalidColumns, RegisterErrors.InvalidReader, SharedErrors.VersionConflict)
            .WithSummary("Rename a register, give it a printer and a card reader, switch it off or on");
        registers.MapDelete("/registers/{id:guid}", ChangeRegister.SwitchOffAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).Refuses(OfOne)
            .WithSummary("Switch a register off; whoever is signed in at it by PIN is signed out");
        registers.MapPost("/auth/pin/people", PinPeople.HandleAsync).AllowAnonymous().ReadsJson().Refuses(RegisterErrors.UnknownDevice)
            .WithSummary("Who can sign in with a PIN, for a browser that is registered");
        registers.MapGet("/registers/{id:guid}/devices", Devices.ListAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).Refuses(OfOne)
            .WithSummary("The browsers that are registered at a register, newest first");
        registers.MapPost("/registers/{id:guid}/devices", Devices.AddAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).ReadsJson()
            .Refuses(OfOne).Refuses(RegisterErrors.InvalidDevice, RegisterErrors.TooManyDevices)
            .WithSummary("Register a browser at a register: people sign in at it with a PIN");
        registers.MapDelete("/registers/{id:guid}/devices/{deviceId:guid}", Devices.RevokeAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource)
            .Refuses(OfOne).Refuses(RegisterErrors.NoSuchDevice(Guid.Empty))
            .WithSummary("End a browser's registration; whoever is signed in at the register by PIN is signed out");
        registers.MapPost("/registers/{id:guid}/unlock", ChangeRegister.UnlockAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).Refuses(OfOne)
            .WithSummary("Let people try their PINs again at a register that wrong tries have locked");
    }
}
