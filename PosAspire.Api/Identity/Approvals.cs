using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Identity;

/// <summary>Who approves what somebody else asks for, and what proves it.</summary>
/// <param name="UserId">The approver; or <paramref name="Username"/> instead.</param>
/// <param name="Pin">Six digits; or <paramref name="Password"/> instead.</param>
public sealed record Approver(
    Guid? UserId = null, string? Username = null,
    [property: JsonConverter(typeof(ReadOnlySecret))] string? Pin = null, [property: JsonConverter(typeof(ReadOnlySecret))] string? Password = null);

/// <summary>Checks that an approver is there in person. Wrong tries count as wrong sign-ins do, and lock as they do.</summary>
public sealed class Approvals
{
    private readonly SignIn signIn;
    private readonly People people;
    private readonly NpgsqlDataSource database;

    internal Approvals(SignIn signIn, People people, NpgsqlDataSource database) => (this.signIn, this.people, this.database) = (signIn, people, database);

    /// <summary>The approver, who may do what their roles say and who is not signed in by this.</summary>
    public async Task<(Actor? Approver, PosError? Error)> ProveAsync(Approver claimed, HttpContext http, CancellationToken cancellation)
    {
        if ((claimed.UserId is null) == (claimed.Username is null) || (claimed.Pin is null) == (claimed.Password is null))
            return (null, IdentityErrors.ApproverIncomplete);
        var person = await FindAsync(claimed, cancellation);
        var own = Subject(claimed, person);
        SignInSubject[] shared = [SignInSubject.Address(SignIn.AddressOf(http))];
        if (await signIn.RefusalAsync(own, shared, cancellation) is { } locked)
            return (null, locked);
        var (hash, secret) = claimed.Pin is { } pin
            ? (person?.PinHash, SignInRules.IsPin(pin) ? pin : "")
            : (person?.PasswordHash, claimed.Password!.Length <= SignInRules.MaxPasswordLength ? claimed.Password : "");
        if (await signIn.ProveAsync(hash, secret, own, shared, cancellation) is not { } right)
            return (null, IdentityErrors.Busy);
        if (!right || person is null)
            return (null, IdentityErrors.ApproverRefused);
        await RightAsync(own, shared, cancellation);
        return (new Actor(person.Id, Guid.Empty, registerId: null, person.Grants), null);
    }

    private async Task<Person?> FindAsync(Approver claimed, CancellationToken cancellation)
    {
        if (claimed.UserId is { } id)
            return await people.FindAsync(id, cancellation);
        return SignInRules.Username(claimed.Username!) is { } name ? await people.FindAsync(name, cancellation) : null;
    }

    // An unknown approver is counted like a known one, so that the answer does not tell them apart.
    private static SignInSubject Subject(Approver claimed, Person? person) => claimed.Pin is not null
        ? SignInSubject.Pin(person?.Id ?? claimed.UserId ?? Guid.Empty)
        : SignInSubject.Name(person?.Username ?? SignInRules.Username(claimed.Username ?? "") ?? "");

    private async Task RightAsync(SignInSubject own, SignInSubject[] shared, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        foreach (var command in SignInCounter.Right(own, shared))
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>A secret that is read from a request and never written: not into a log, nor into the hash of what was asked.</summary>
internal sealed class ReadOnlySecret : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue("***");
}
