using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Shared;

/// <summary>
/// Makes an endpoint act once per key. The first request pays nothing for it: its key is stored in the transaction that does the work.
/// A repetition fails on that key, or is refused by the changed shop, and gets the stored answer instead.
/// </summary>
internal static class IdempotencyFilter
{
    private const string KeyTaken = "pk_idempotency_records";

    // The parameter that holds what the caller sent, by the name that request records have here.
    private const string BodySuffix = "Request";

    /// <param name="operation"><c>room.verb</c>; a key of one operation is not the key of another.</param>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint, string operation)
    {
        endpoint.AddEndpointFilterFactory((factory, next) =>
        {
            var parameters = factory.MethodInfo.GetParameters();
            var key = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(IdempotentRequest));
            if (key < 0)
                throw new InvalidOperationException($"{operation} is declared idempotent, but its handler takes no {nameof(IdempotentRequest)}.");
            var body = Array.FindIndex(parameters, IsBody);
            var database = factory.ApplicationServices.GetRequiredService<NpgsqlDataSource>();
            var json = factory.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            return context => InvokeAsync(context, next, context.GetArgument<IdempotentRequest>(key), body < 0 ? null : context.Arguments[body], operation, database, json);
        });
        return endpoint.Refuses(SharedErrors.KeyMissing, SharedErrors.KeyReused);
    }

    private static bool IsBody(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(IdempotentRequest) && parameter.ParameterType.Name.EndsWith(BodySuffix, StringComparison.Ordinal)
        && parameter.ParameterType.Assembly == typeof(IdempotencyFilter).Assembly;

    private static async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next, IdempotentRequest key, object? body, string operation,
        NpgsqlDataSource database, JsonSerializerOptions json)
    {
        if (key.Key is null)
            return SharedErrors.KeyMissing.AsProblem();
        key.Seal(operation, context.HttpContext.Request.RouteValues, body, json);
        try
        {
            var result = await next(context);
            return IsRefusal(result) && key.LocationId is not null ? await key.FindAsync(database, CancellationToken.None) ?? result : result;
        }
        catch (PostgresException taken) when (IsKeyTaken(taken))
        {
            // Another request with this key was first; the insert waited until it had committed.
            return await key.FindAsync(database, CancellationToken.None)
                ?? throw new InvalidOperationException("The answer stored under this key has disappeared.");
        }
    }

    /// <summary>Whether a write was refused because another with its key was first.</summary>
    public static bool IsKeyTaken(PostgresException refusal) => refusal.SqlState == PostgresErrorCodes.UniqueViolation && refusal.ConstraintName == KeyTaken;

    private static bool IsRefusal(object? result) => (result is INestedHttpResult nested ? nested.Result : result) is PosProblem;
}
