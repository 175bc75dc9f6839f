using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

/// <summary>Signs a request in by its bearer token (RFC 6750), and answers refusals as problem details.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Prefix = SchemeName + " ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        return await tokens.CheckAsync(header[Prefix.Length..].Trim()) is { } actor
            ? AuthenticateResult.Success(new(actor.Principal, SchemeName))
            : AuthenticateResult.Fail("The token is not valid.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => IdentityErrors.Required.WriteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => IdentityErrors.Forbidden.WriteAsync(Context);
}

internal static class SignedInPerson
{
    /// <summary>The id of the person whose token came with the request.</summary>
    public static Guid Id(this ClaimsPrincipal person) => Guid.Parse(person.Identity!.Name!);
}
