namespace PosAspire.Api.Identity;

/// <summary>Where a request names the shop it concerns.</summary>
public enum LocationFrom
{
    /// <summary>In <c>?location=</c>. Authorization checks it before the handler runs; where it may be missing, the handler narrows to <see cref="Actor.Shops"/>.</summary>
    Query,

    /// <summary>In the body; the handler asks <see cref="Actor.May(string, string)"/>.</summary>
    Body,

    /// <summary>In the row that the address names; the handler reads it and asks <see cref="Actor.May(string, string)"/>.</summary>
    Resource,
}

/// <summary>What an endpoint says about shops. One that says nothing fails the tests.</summary>
/// <param name="From">Where the shop comes from; null when the endpoint concerns no single shop.</param>
public sealed record LocationRule(LocationFrom? From);

public static class LocationRuleExtensions
{
    /// <summary>Says that the endpoint concerns one shop, and who does not hold its policy there is refused with <c>auth.other_location</c>.</summary>
    public static TBuilder AtLocation<TBuilder>(this TBuilder builder, LocationFrom from)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LocationRule(from));

    /// <summary>Says that the endpoint concerns no single shop: its policy is enough, held anywhere.</summary>
    public static TBuilder Everywhere<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LocationRule(From: null));
}
