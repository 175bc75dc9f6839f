using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Polly;

namespace PosAspire.Web.Frame;

/// <summary>Api could not be reached or did not answer in time; whether it did what was asked is not known.</summary>
public sealed class ApiUnreachableException(string message, Exception? inner) : Exception(message, inner);

/// <summary>Api no longer accepts the token of the person who is signed in.</summary>
public sealed class SessionEndedException() : Exception("Api no longer accepts this session's token.");

/// <summary>What Api refused, as problem details (RFC 9457).</summary>
public sealed record ApiProblem(int Status, string Code, string Detail);

/// <summary>Api's answer: a value, or a problem that says why not.</summary>
public sealed record Answer<T>(T? Value, ApiProblem? Problem)
    where T : class
{
    /// <summary>The value where a refusal can only mean that Web and Api do not fit together.</summary>
    public T Required => Value ?? throw new InvalidOperationException($"Api refused: {Problem?.Code} ({Problem?.Status}) {Problem?.Detail}");
}

/// <summary>Api did what was asked and has nothing to say about it.</summary>
public sealed record Done;

/// <summary>An answer that is words and no JSON, such as a receipt.</summary>
public sealed record Text(string Value);

/// <summary>
/// The only way from Web to Api: sends the signed-in person's token, reads answers into Web's own records.
/// Throws <see cref="ApiUnreachableException"/> and <see cref="SessionEndedException"/>; <see cref="ApiTrouble"/> puts both in words.
/// </summary>
public sealed class ShopApi(HttpClient client, IHttpContextAccessor accessor)
{
    /// <summary>A missing field would be a price of zero on a screen: better an error than a wrong amount.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public Task<Answer<T>> Get<T>(string path, CancellationToken stop)
        where T : class
        => Send<T>(HttpMethod.Get, path, null, null, stop);

    /// <param name="path">Path below Api's address.</param>
    /// <param name="body">The request record, or <see cref="HttpContent"/> as it is to be sent (a file).</param>
    /// <param name="idempotencyKey">Required by every call that moves money, goods or kitchen work.</param>
    /// <param name="stop">Ends the call with the request that needed it.</param>
    public Task<Answer<T>> Post<T>(string path, object body, string? idempotencyKey, CancellationToken stop)
        where T : class
        => Send<T>(HttpMethod.Post, path, body, idempotencyKey, stop);

    /// <inheritdoc cref="Post{T}"/>
    public Task<Answer<T>> Put<T>(string path, object body, string? idempotencyKey, CancellationToken stop)
        where T : class
        => Send<T>(HttpMethod.Put, path, body, idempotencyKey, stop);

    /// <inheritdoc cref="Post{T}"/>
    public Task<Answer<T>> Delete<T>(string path, string? idempotencyKey, CancellationToken stop)
        where T : class
        => Send<T>(HttpMethod.Delete, path, null, idempotencyKey, stop);

    /// <summary>Reads as nobody what everybody may read: a guest's page must not end because a sign-in did.</summary>
    public Task<Answer<T>> Read<T>(string path, CancellationToken stop)
        where T : class
        => Send<T>(HttpMethod.Get, path, null, null, stop, asNobody: true);

    /// <summary>Asks as nobody: what the body says (a password, a PIN, a refresh token) is the proof, whoever is signed in.</summary>
    public Task<Answer<T>> Ask<T>(string path, object body, CancellationToken stop)
        where T : class
        => Send<T>(HttpMethod.Post, path, body, null, stop, asNobody: true);

    /// <summary>Hands on a file of Api's as it is, with its type and how long it may be kept.</summary>
    public async Task<IResult> Relay(string path, HttpContext http, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (await http.GetTokenAsync("access_token") is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await client.SendAsync(request, stop);
            if (response.StatusCode == HttpStatusCode.Unauthorized && request.Headers.Authorization is not null)
                throw new SessionEndedException();
            if (!response.IsSuccessStatusCode)
                return TypedResults.StatusCode((int)response.StatusCode);
            if (response.Headers.CacheControl is { } kept)
                http.Response.Headers.CacheControl = kept.ToString();
            return TypedResults.Bytes(await response.Content.ReadAsByteArrayAsync(stop), response.Content.Headers.ContentType?.ToString(), response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        }
        catch (Exception failure) when (NotReached(failure, stop))
        {
            throw new ApiUnreachableException($"GET {path} got no answer from Api.", failure);
        }
    }

    private async Task<Answer<T>> Send<T>(HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken stop, bool asNobody = false)
        where T : class
    {
        var token = !asNobody && accessor.HttpContext is { } http ? await http.GetTokenAsync("access_token") : null;
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body, body.GetType(), options: Json);
        try
        {
            using var response = await client.SendAsync(request, stop);
            if (response.StatusCode == HttpStatusCode.Unauthorized && token is not null)
                throw new SessionEndedException();
            return await Read<T>(response, stop);
        }
        catch (Exception failure) when (NotReached(failure, stop))
        {
            throw new ApiUnreachableException($"{method} {path} got no answer from Api.", failure);
        }
    }

    private static async Task<Answer<T>> Read<T>(HttpResponseMessage response, CancellationToken stop)
        where T : class
    {
        if (response.StatusCode == HttpStatusCode.NoContent && new Done() is T done)
            return new(done, null);
        if (response.IsSuccessStatusCode && typeof(T) == typeof(Text))
            return new(new Text(await response.Content.ReadAsStringAsync(stop)) as T, null);
        if (response.IsSuccessStatusCode)
        {
            var value = await response.Content.ReadFromJsonAsync<T>(Json, stop);
            return new(value ?? throw new JsonException("Api answered null."), null);
        }
        // A proxy in between, or Api while it starts or drains: nothing was decided, so it counts as no answer.
        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            throw new ApiUnreachableException($"Api answered {(int)response.StatusCode}.", null);
        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(Json, stop);
        return new(null, problem);
    }

    private static bool NotReached(Exception failure, CancellationToken stop) =>
        failure is HttpRequestException or ExecutionRejectedException || (failure is OperationCanceledException && !stop.IsCancellationRequested);
}
