using System.ComponentModel.DataAnnotations;

namespace PosAspire.Tests.ServiceDefaults.Probe;

/// <summary>A body with a plain text and secrets in named fields.</summary>
internal sealed record ProbeLine(string Text, string? Password = null, string? AccessToken = null, string? Pin = null, string? CardNumber = null, string? Email = null);

/// <summary>Options with one rule.</summary>
internal sealed class ProbeOptions
{
    [Range(1, 10, ErrorMessage = "must be from 1 to 10.")]
    public int Count { get; set; } = 1;
}
