using PosAspire.Web.Dining.Floor;
using PosAspire.Web.Dining.Kitchen;
using PosAspire.Web.Dining.Orders;

namespace PosAspire.Web.Dining;

/// <summary>The restaurant's screens: floor, orders, kitchen.</summary>
public static class DiningSetup
{
    public static void AddDining(this IServiceCollection services)
    {
        services.AddScoped<Doing>();
        services.AddScoped<DishesOut>();
        services.AddScoped<KitchenScreen>();
        services.AddScoped<FloorScreen>();
        services.AddScoped<FloorCheckout>();
    }

    public static void MapDining(this IEndpointRouteBuilder pages)
    {
        pages.MapFloor();
        pages.MapKitchen();
    }
}
