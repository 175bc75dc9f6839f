namespace PosAspire.ServiceDefaults.Health;

/// <summary>Why a part does not serve, in the words of each runbook; without secrets, since anyone may read it.</summary>
/// <param name="Liquor">For <c>message</c> in <c>error</c> and <c>details</c>.</param>
/// <param name="Restaurant">For <c>error</c> in <c>checks</c>.</param>
public sealed record Outage(string Liquor, string Restaurant)
{
    /// <summary>The same words for both.</summary>
    public Outage(string words)
        : this(words, words)
    {
    }
}
