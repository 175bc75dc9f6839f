using Microsoft.AspNetCore.Authorization;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

internal static class IdentityApi
{
    public static void MapIdentity(this IEndpointRouteBuilder api) =>
        api.MapPost("/auth/login", Login.HandleAsync).AllowAnonymous().ReadsJson().Refuses(IdentityErrors.InvalidCredentials)
            .WithTags("Identity").WithSummary("Sign in with name and password");

    /// <summary>Tokens, and the rule that nobody gets in where nothing is said: an endpoint without a policy needs a signed-in person.</summary>
    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => TokenKeys.Read(
            services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>(), services.GetRequiredService<ILogger<TokenKeys>>()));
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddHostedService<TokenKeysAtStart>();
        // The core alone: the whole package would also keep a ring of data protection keys, and nothing here encrypts cookies.
        builder.Services.AddWebEncoders();
        builder.Services.AddTransient<BearerHandler>();
        builder.Services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = BearerHandler.SchemeName;
            options.AddScheme<BearerHandler>(BearerHandler.SchemeName, displayName: null);
        });
        var authorization = builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var name in Policies.All)
            authorization.AddPolicy(name, policy => policy.RequireAssertion(context => context.User is ActorPrincipal person && person.Actor.May(name)));
    }

    // A bad secret stops the host at start, not the first person who signs in.
    private sealed class TokenKeysAtStart(AccessTokens tokens) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(tokens);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
