using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.ServiceDefaults.Health;

/// <summary>Whose words a health body speaks.</summary>
internal enum HealthWords
{
    /// <summary>ok, error, shutting_down (liquor runbook).</summary>
    Liquor,

    /// <summary>healthy, unhealthy (restaurant runbook).</summary>
    Restaurant,
}

/// <summary>Decides whose words an answer speaks: <c>?format=</c>, else the path, else the port that was asked.</summary>
internal sealed class HealthWordsChoice(IConfiguration configuration)
{
    private const int MaxPort = 65_535;

    private readonly int? _restaurantPort = configuration.Number("LISTENER_RESTAURANT_PORT", 1, MaxPort);

    /// <summary>Null when <c>?format=</c> is none of <c>liquor</c> and <c>restaurant</c>.</summary>
    public HealthWords? For(HttpContext context, bool restaurantPath) => context.Request.Query.TryGetValue("format", out var format)
        ? format.Count == 1 ? format[0] switch { "liquor" => HealthWords.Liquor, "restaurant" => HealthWords.Restaurant, _ => null } : null
        : restaurantPath || context.Connection.LocalPort == _restaurantPort ? HealthWords.Restaurant : HealthWords.Liquor;
}
