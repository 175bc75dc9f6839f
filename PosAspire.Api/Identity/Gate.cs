using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Identity;

/// <summary>
/// Who gets in. ASP.NET Core's authorization asks it for every endpoint that is not for everyone. It takes the place of the
/// framework's own evaluator, schemes and handlers because it is on the way of every sale: a known token costs a look-up.
/// </summary>
internal sealed class Gate(AccessTokens tokens, Revocations revocations) : IPolicyEvaluator, IAuthorizationMiddlewareResultHandler
{
    private const string LocationParameter = "location";

    private static readonly Task<AuthenticateResult> Nobody = Task.FromResult(AuthenticateResult.NoResult());
    private static readonly Task<PolicyAuthorizationResult> Allowed = Task.FromResult(PolicyAuthorizationResult.Success());
    private static readonly Task<PolicyAuthorizationResult> Unknown = Task.FromResult(PolicyAuthorizationResult.Challenge());
    private static readonly Task<PolicyAuthorizationResult> Refused = Task.FromResult(PolicyAuthorizationResult.Forbid());
    private static readonly object RefusalKey = new();

    /// <exception cref="Npgsql.NpgsqlException">Whether the session was revoked cannot be known now; the request is refused.</exception>
    public Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count != 1 || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return Nobody;
        var token = tokens.Find(header[0]!);
        if (token is null)
            return CheckAsync(header[0]!, context);
        var revoked = revocations.IsRevokedAsync(token.Actor.SessionId, context.RequestAborted);
        return revoked.IsCompletedSuccessfully ? Enter(context, token, revoked.Result) : WaitAsync(context, token, revoked);
    }

    public Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource)
    {
        if (!authenticationResult.Succeeded || context.User is not ActorPrincipal person)
            return Unknown;
        for (var at = 0; at < policy.Requirements.Count; at++)
        {
            switch (policy.Requirements[at])
            {
                case Holds holds when !person.Actor.May(holds.Policy):
                    return Refused;
                case Holds holds when OtherShop(context, person.Actor, holds.Policy) is { } code:
                    context.Items[RefusalKey] = IdentityErrors.OtherLocation(code);
                    return Refused;
                case Holds:
                    continue;
                // An endpoint without a policy is nobody's. An address that leads nowhere is told so, but not to strangers.
                case SaysNothing when context.GetEndpoint() is not RouteEndpoint:
                    continue;
                default:
                    return Refused;
            }
        }

        return Allowed;
    }

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        return authorizeResult.Challenged
            ? IdentityErrors.Required.WriteAsync(context)
            : (context.Items[RefusalKey] as PosError ?? IdentityErrors.Forbidden).WriteAsync(context);
    }

    private static Task<AuthenticateResult> Enter(HttpContext context, KnownToken token, bool revoked)
    {
        if (revoked)
            return Nobody;
        context.User = token.Actor.Principal;
        return token.Result;
    }

    private static async Task<AuthenticateResult> WaitAsync(HttpContext context, KnownToken token, ValueTask<bool> revoked) =>
        await Enter(context, token, await revoked);

    private async Task<AuthenticateResult> CheckAsync(string header, HttpContext context) => await tokens.CheckAsync(header) is { } token
        ? await WaitAsync(context, token, revocations.IsRevokedAsync(token.Actor.SessionId, context.RequestAborted))
        : AuthenticateResult.NoResult();

    private static string? OtherShop(HttpContext context, Actor actor, string policy)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<LocationRule>()?.From != LocationFrom.Query || actor.MayEverywhere(policy))
            return null;
        // As the handler's parameter will be: several values become one text, which is no shop's code.
        var code = context.Request.Query[LocationParameter];
        return code.Count == 0 || actor.May(policy, code.ToString()) ? null : code.ToString();
    }
}

/// <summary>The endpoint's policy: a role of it is held somewhere.</summary>
internal sealed record Holds(string Policy) : IAuthorizationRequirement;

/// <summary>What stands in for a policy where an endpoint names none.</summary>
internal sealed record SaysNothing : IAuthorizationRequirement;
