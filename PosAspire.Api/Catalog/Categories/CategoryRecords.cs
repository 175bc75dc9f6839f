namespace PosAspire.Api.Catalog.Categories;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record CategoriesPage(IReadOnlyList<CategorySheet> Items, string? Next);

/// <param name="Position">Order on a menu, from 1.</param>
/// <param name="Version">Goes back with a change; another one means that somebody was faster.</param>
public sealed record CategorySheet(Guid Id, string Name, int Position, int Version, IReadOnlyList<NameInLanguage> Translations);

/// <param name="Language">Two letters of ISO 639-1.</param>
public sealed record NameInLanguage(string Language, string Name);

/// <param name="Version">The one that was read; only for a change.</param>
public sealed record CategoryRequest(string Name, int Position, IReadOnlyList<NameInLanguage>? Translations = null, int? Version = null);
