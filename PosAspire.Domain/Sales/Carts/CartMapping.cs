using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PosAspire.Domain.Sales.Carts;

/// <summary>A cart's lines as its row holds them.</summary>
public static class CartLinesJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    public static string Of(IReadOnlyList<CartLine> lines) => JsonSerializer.Serialize(lines, Format);

    public static IReadOnlyList<CartLine> Read(string json) => JsonSerializer.Deserialize<List<CartLine>>(json, Format) ?? [];
}

internal sealed class CartMapping : IEntityTypeConfiguration<Cart>
{
    public void Configure(EntityTypeBuilder<Cart> builder)
    {
        builder.ToTable("carts");
        builder.HasKey(cart => new { cart.LocationId, cart.RegisterId });
        builder.Property(cart => cart.Version).IsConcurrencyToken();
        builder.Property(cart => cart.Lines).AsJson();
    }
}

internal sealed class ParkedCartMapping : IEntityTypeConfiguration<ParkedCart>
{
    public void Configure(EntityTypeBuilder<ParkedCart> builder)
    {
        builder.ToTable("parked_carts");
        builder.HasKey(cart => new { cart.LocationId, cart.Id });
        builder.Property(cart => cart.Lines).AsJson();
    }
}

internal static class CartLinesColumn
{
    // A list of lines is never changed, only replaced.
    public static void AsJson(this PropertyBuilder<IReadOnlyList<CartLine>> lines) => lines.HasColumnType("jsonb")
        .HasConversion(list => CartLinesJson.Of(list), text => CartLinesJson.Read(text), new ValueComparer<IReadOnlyList<CartLine>>(favorStructuralComparisons: false));
}
