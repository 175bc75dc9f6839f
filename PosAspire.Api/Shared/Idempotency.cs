using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Shared;

/// <summary>An answer as it was given once and is given again, byte for byte.</summary>
public sealed class StoredAnswer(int status, string? resource, byte[] body) : IResult
{
    public int Status { get; } = status;

    /// <summary>The <c>Location</c> header.</summary>
    public string? Resource { get; } = resource;

    /// <summary>UTF-8 JSON.</summary>
    public byte[] Body { get; } = body;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = Body.Length;
        if (Resource is not null)
            httpContext.Response.Headers.Location = Resource;
        return httpContext.Response.Body.WriteAsync(Body, 0, Body.Length, httpContext.RequestAborted);
    }
}

/// <summary>
/// The key of a request that must act only once, and what was asked under it. A handler says at which shop it acts with <see cref="At"/>
/// and puts <see cref="Record"/> first into the batch that does the work; <see cref="IdempotencyFilter"/> does the rest.
/// </summary>
public sealed class IdempotentRequest
{
    public const string Header = "Idempotency-Key";

    private const string Insert =
        "INSERT INTO idempotency_records (location_id, key, request_hash, status, resource, response, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    private byte[] hash = [];

    private IdempotentRequest(string? key) => Key = key;

    /// <summary>Null when the header is missing, doubled, too long or not visible ASCII.</summary>
    public string? Key { get; }

    /// <summary>The shop that owns the key; unknown until the handler has found it.</summary>
    public Guid? LocationId { get; private set; }

    /// <summary>Reads the header; ASP.NET Core calls it to bind a handler's parameter.</summary>
    public static ValueTask<IdempotentRequest> BindAsync(HttpContext context) => ValueTask.FromResult(new IdempotentRequest(Read(context.Request)));

    /// <summary>A key that is not the caller's: what is done belongs to something that can be done once, whoever asks and however often.</summary>
    /// <param name="operation"><c>room.verb</c>.</param>
    public static IdempotentRequest Of(string operation, Guid locationId, Guid subject) => new($"{subject}")
    {
        LocationId = locationId,
        hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{operation}\n{subject}")),
    };

    /// <summary>What was asked under the key, for a work that outlives its request.</summary>
    public byte[] Hash => hash;

    /// <summary>Says which shop's key this is: before the first refusal that a repetition must not get.</summary>
    public void At(Guid locationId) => LocationId = locationId;

    /// <summary>The statement that stores the answer. It must be the first of its transaction: a second request with this key waits here.</summary>
    public NpgsqlBatchCommand Record(StoredAnswer answer, DateTime at) => new(Insert)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = LocationId ?? throw new InvalidOperationException("The handler has not said at which shop it acts.") },
            new NpgsqlParameter<string> { TypedValue = Key! },
            new NpgsqlParameter<byte[]> { TypedValue = hash },
            new NpgsqlParameter<short> { TypedValue = (short)answer.Status },
            new NpgsqlParameter<string?> { TypedValue = answer.Resource, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter<byte[]> { TypedValue = answer.Body, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter<DateTime> { TypedValue = at },
        },
    };

    /// <summary>Takes down what is asked, as the API understood it, so white space does not count.</summary>
    internal void Seal(string operation, RouteValueDictionary route, object? body, JsonSerializerOptions json)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Encoding.UTF8.GetBytes(operation, buffer);
        foreach (var (_, value) in route)
            Encoding.UTF8.GetBytes($"\n{value}", buffer);
        if (body is not null)
        {
            using var writer = new Utf8JsonWriter(buffer);
            JsonSerializer.Serialize(writer, body, body.GetType(), json);
        }

        hash = SHA256.HashData(buffer.WrittenSpan);
    }

    /// <summary>What is stored under this key: the answer, a refusal when it belongs to another request, or null.</summary>
    internal async Task<IResult?> FindAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT request_hash, status, resource, response FROM idempotency_records WHERE location_id = $1 AND key = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = LocationId!.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Key! });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        return Stored(reader);
    }

    private IResult Stored(NpgsqlDataReader reader) =>
        CryptographicOperations.FixedTimeEquals(reader.GetFieldValue<byte[]>(0), hash)
            ? new StoredAnswer(reader.GetInt16(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetFieldValue<byte[]>(3))
            : SharedErrors.KeyReused.AsProblem();

    private static string? Read(HttpRequest request)
    {
        var header = request.Headers[Header];
        return header.Count == 1 && header[0] is { Length: > 0 and <= IdempotencyRecord.MaxKeyLength } key && !key.AsSpan().ContainsAnyExceptInRange('!', '~') ? key : null;
    }
}
