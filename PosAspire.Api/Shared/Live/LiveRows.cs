namespace PosAspire.Api.Shared.Live;

/// <summary>How one kind of change is found in the database, for the time that Redis is away. Each room registers its own.</summary>
/// <param name="What">One of the names of <see cref="Domain.Shared.LiveChange"/>.</param>
/// <param name="Sql">Gives id (text) and version (bigint) of everything current of the shop <c>$1</c> (its id); a few hundred rows at most.</param>
public sealed record LiveRows(string What, string Sql);
