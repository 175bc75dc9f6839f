namespace PosAspire.ServiceDefaults.Redis;

/// <summary>The link's patience.</summary>
/// <param name="Operation">How long one operation may take before Redis counts as gone.</param>
internal sealed record RedisLimits(TimeSpan Operation)
{
    /// <summary>Short enough that a caller who asks twice still gets its answer from memory within a second.</summary>
    public static readonly RedisLimits Default = new(TimeSpan.FromMilliseconds(400));
}
