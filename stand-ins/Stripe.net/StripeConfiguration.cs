namespace Stripe;

/// <summary>What is pinned: an account's own default version is never used.</summary>
public static class StripeConfiguration
{
    /// <summary>The version that every request names.</summary>
    public static string ApiVersion => "2026-07-29.dahlia";

    public static string StripeNetVersion => "52.2.0";
}
