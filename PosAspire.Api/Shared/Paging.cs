namespace PosAspire.Api.Shared;

/// <summary>How long the pages of a list are.</summary>
public static class Paging
{
    public const int DefaultLimit = 20;

    public const int MaxLimit = 100;

    /// <summary>Longest text that can be where a page ended.</summary>
    public const int MaxCursor = 200;
}
