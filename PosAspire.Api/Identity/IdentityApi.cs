using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Npgsql;
using PosAspire.Api.Identity.Users;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Registers;

namespace PosAspire.Api.Identity;

internal static class IdentityApi
{
    public static void MapIdentity(this IEndpointRouteBuilder api)
    {
        api.MapUsers();
        api = api.MapGroup("/auth").WithTags("Identity");
        api.MapPost("/login", Login.HandleAsync).AllowAnonymous().ReadsJson()
            .Refuses(IdentityErrors.InvalidCredentials, IdentityErrors.Locked(SignInSubject.LockTime), IdentityErrors.Busy)
            .WithSummary("Sign in with name and password");
        api.MapPost("/pin", PinSignIn.HandleAsync).AllowAnonymous().ReadsJson()
            .Refuses(IdentityErrors.InvalidPin, IdentityErrors.Locked(SignInSubject.LockTime), IdentityErrors.Busy, RegisterErrors.UnknownDevice)
            .WithSummary("Sign in at a register with a PIN, in a browser that is registered there");
        api.MapPost("/password", OwnPassword.HandleAsync).RequireAuthorization(Policies.Staff).Everywhere().ReadsJson()
            .Refuses(IdentityErrors.WrongPassword, IdentityErrors.WeakPassword, IdentityErrors.Locked(SignInSubject.LockTime), IdentityErrors.Busy)
            .WithSummary("Change one's own password; every sign-in of that person ends");
        api.MapPost("/refresh", RefreshSession.HandleAsync).AllowAnonymous().ReadsJson().Refuses(IdentityErrors.InvalidRefresh)
            .WithSummary("New tokens for a refresh token, which works once (again within seconds, for requests that crossed)");
        api.MapPost("/logout", OwnSessions.LogoutAsync).RequireAuthorization(Policies.Staff).Everywhere()
            .WithSummary("End this sign-in");
        api.MapGet("/me", OwnSessions.MeAsync).RequireAuthorization(Policies.Staff).Everywhere()
            .WithSummary("Who is signed in, and as what");
        api.MapGet("/sessions", OwnSessions.ListAsync).RequireAuthorization(Policies.Staff).Everywhere()
            .WithSummary("One's own open sign-ins, newest first");
        api.MapDelete("/sessions/{id:guid}", OwnSessions.EndAsync).RequireAuthorization(Policies.Staff).Everywhere()
            .Refuses(IdentityErrors.UnknownSession(Guid.Empty))
            .WithSummary("End one of one's own sign-ins");
    }

    /// <summary>Tokens and sessions, and the rule that nobody gets in where nothing is said.</summary>
    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => TokenKeys.Read(
            services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>(), services.GetRequiredService<ILogger<TokenKeys>>()));
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddHostedService<TokenKeysAtStart>();
        builder.Services.AddSingleton<Revocations>();
        builder.Services.AddSingleton(services => new SignedIn(services.GetRequiredService<AccessTokens>(), services.GetRequiredService<Revocations>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<Revocations>());
        builder.Services.AddSingleton<People>();
        builder.Services.AddSingleton<SignIn>();
        builder.Services.AddSingleton<SignInCounter>();
        builder.Services.AddSingleton<SecretCheck>();
        builder.Services.AddSingleton(services => new Approvals(
            services.GetRequiredService<SignIn>(), services.GetRequiredService<People>(), services.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<SessionEnds>();
        builder.Services.AddSingleton<UserReader>();
        builder.Services.AddSingleton<UserWriter>();

        builder.Services.AddSingleton<Gate>();
        builder.Services.AddSingleton<IPolicyEvaluator>(services => services.GetRequiredService<Gate>());
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler>(services => services.GetRequiredService<Gate>());
        var authorization = builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new SaysNothing()).Build());
        foreach (var name in Policies.All)
            authorization.AddPolicy(name, policy => policy.AddRequirements(new Holds(name)));
    }

    // A bad secret stops the host at start, not the first person who signs in.
    private sealed class TokenKeysAtStart(AccessTokens tokens) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(tokens);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
