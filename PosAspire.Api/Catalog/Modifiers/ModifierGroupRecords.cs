using PosAspire.Api.Catalog.Categories;
using PosAspire.Api.Catalog.Products;

namespace PosAspire.Api.Catalog.Modifiers;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record ModifierGroupsPage(IReadOnlyList<ModifierGroupSheet> Items, string? Next);

/// <param name="MinChoices">0 when nothing need be chosen.</param>
/// <param name="Version">Goes back with a change; another one means that somebody was faster.</param>
public sealed record ModifierGroupSheet(
    Guid Id, string Name, short MinChoices, short MaxChoices, int Version, IReadOnlyList<SheetModifier> Modifiers, IReadOnlyList<NameInLanguage> Translations);

/// <summary>One choice of a group, in the group's order.</summary>
/// <param name="Id">Given when a choice that exists is meant; a choice that a change leaves out is deleted.</param>
/// <param name="Prices">What it adds, per price list; nothing where it is not listed.</param>
public sealed record SheetModifier(
    string Name, IReadOnlyList<SheetPrice>? Prices = null, Guid? Id = null, bool IsActive = true, IReadOnlyList<NameInLanguage>? Translations = null);

/// <param name="Version">The one that was read; only for a change.</param>
public sealed record ModifierGroupRequest(
    string Name, short MinChoices, short MaxChoices, IReadOnlyList<SheetModifier> Modifiers, IReadOnlyList<NameInLanguage>? Translations = null, int? Version = null);
