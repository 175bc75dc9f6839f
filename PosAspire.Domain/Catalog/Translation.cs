namespace PosAspire.Domain.Catalog;

/// <summary>What a product is called in another language than the shop's own.</summary>
public sealed class ProductTranslation
{
    private ProductTranslation()
    {
    }

    public Guid ProductId { get; private set; }

    /// <summary>Two letters of ISO 639-1: <c>en</c>.</summary>
    public string Language { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";
}

/// <summary>What a category is called in another language.</summary>
public sealed class CategoryTranslation
{
    private CategoryTranslation()
    {
    }

    public Guid CategoryId { get; private set; }

    public string Language { get; private set; } = "";

    public string Name { get; private set; } = "";
}

/// <summary>What a group of choices is called in another language.</summary>
public sealed class ModifierGroupTranslation
{
    private ModifierGroupTranslation()
    {
    }

    public Guid GroupId { get; private set; }

    public string Language { get; private set; } = "";

    public string Name { get; private set; } = "";
}

/// <summary>What a choice is called in another language.</summary>
public sealed class ModifierTranslation
{
    private ModifierTranslation()
    {
    }

    public Guid ModifierId { get; private set; }

    public string Language { get; private set; } = "";

    public string Name { get; private set; } = "";
}
