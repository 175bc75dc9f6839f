using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Shared;

/// <summary>An answer as it was given once and is given again, byte for byte.</summary>
public sealed class StoredAnswer(int status, string? resource, ReadOnlyMemory<byte> body) : IResult
{
    public int Status { get; } = status;

    /// <summary>The <c>Location</c> header.</summary>
    public string? Resource { get; } = resource;

    /// <summary>UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = Body.Length;
        if (Resource is not null)
            httpContext.Response.Headers.Location = Resource;
        await httpContext.Response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}

/// <summary>The key of a money-moving request and what was asked under it.</summary>
/// <param name="Key">The header <c>Idempotency-Key</c>.</param>
/// <param name="RequestHash">SHA-256 over the operation and the request as the API understood it, so white space does not count.</param>
public sealed record IdempotentRequest(string Key, byte[] RequestHash)
{
    public const string Header = "Idempotency-Key";

    /// <summary>Reads the key; null when it is missing, doubled, too long or not visible ASCII.</summary>
    public static IdempotentRequest? Read<T>(HttpRequest http, string operation, T request, JsonSerializerOptions json)
    {
        var header = http.Headers[Header];
        if (header.Count != 1 || header[0] is not { Length: > 0 and <= IdempotencyRecord.MaxKeyLength } key || key.Any(letter => letter is < '!' or > '~'))
            return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(operation));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(request, json));
        return new(key, hash.GetHashAndReset());
    }

    /// <summary>Reads what is stored under this key at a location given by its code.</summary>
    public NpgsqlBatchCommand Find(string location) => new(
        """
        SELECT r.request_hash, r.status, r.resource, r.response
        FROM idempotency_records r JOIN locations l ON l.id = r.location_id
        WHERE l.code = $1 AND r.key = $2
        """)
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = location }, new NpgsqlParameter<string> { TypedValue = Key } },
    };

    /// <summary>Whether the stored request is this one.</summary>
    public bool IsSameRequest(byte[] storedHash) => CryptographicOperations.FixedTimeEquals(storedHash, RequestHash);
}
