using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Identity.Users;

internal static class UsersApi
{
    private static readonly PosError[] OfOne = [IdentityErrors.UnknownUser(Guid.Empty), IdentityErrors.OtherLocation("LIQ1")];

    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/admin").RequireAuthorization(Policies.Admin).WithTags("Identity");
        users.MapGet("/users", ListUsers.HandleAsync).Everywhere().ReadsParameters().Refuses(SharedErrors.InvalidLimit(ListUsers.MaxLimit))
            .WithSummary("The people whom this administrator may change, by user name");
        users.MapGet("/users/{id:guid}", ListUsers.GetAsync).AtLocation(LocationFrom.Resource).Refuses(OfOne)
            .WithSummary("One person");
        users.MapPost("/users", CreateUser.HandleAsync).AtLocation(LocationFrom.Body).ReadsJson()
            .Refuses(IdentityErrors.InvalidUser, IdentityErrors.InvalidRole("waiter"), IdentityErrors.WeakPassword, IdentityErrors.WeakPin, IdentityErrors.NameTaken, IdentityErrors.OtherLocation("LIQ1"))
            .WithSummary("Add a person");
        users.MapPut("/users/{id:guid}", ChangeUser.HandleAsync).AtLocation(LocationFrom.Resource).ReadsJson().Refuses(OfOne)
            .Refuses(IdentityErrors.InvalidUser, IdentityErrors.InvalidRole("waiter"), IdentityErrors.LastAdmin, SharedErrors.VersionConflict)
            .WithSummary("Change a person's name and roles, switch a person off or on");
        users.MapDelete("/users/{id:guid}", ChangeUser.SwitchOffAsync).AtLocation(LocationFrom.Resource).Refuses(OfOne).Refuses(IdentityErrors.LastAdmin)
            .WithSummary("Switch a person off");
        users.MapPost("/users/{id:guid}/password", UserSecrets.PasswordAsync).AtLocation(LocationFrom.Resource).ReadsJson().Refuses(OfOne).Refuses(IdentityErrors.WeakPassword)
            .WithSummary("Give a person a new password");
        users.MapPost("/users/{id:guid}/pin", UserSecrets.PinAsync).AtLocation(LocationFrom.Resource).ReadsJson().Refuses(OfOne).Refuses(IdentityErrors.WeakPin)
            .WithSummary("Give a person a new PIN, or take it away");
        users.MapPost("/users/{id:guid}/unlock", UserSecrets.UnlockAsync).AtLocation(LocationFrom.Resource).Refuses(OfOne)
            .WithSummary("Let a person try again who was locked out by wrong tries");
        users.MapDelete("/users/{id:guid}/sessions", UserSecrets.EndSessionsAsync).AtLocation(LocationFrom.Resource).Refuses(OfOne)
            .WithSummary("End all of a person's sign-ins");
    }
}
