using System.Diagnostics;
using OpenTelemetry;
using PosAspire.ServiceDefaults.Masking;

namespace PosAspire.ServiceDefaults.Telemetry;

/// <summary>
/// Masks a span's name, status and tags before any exporter sees it. Events cannot be changed once they are written, so a span
/// whose events hold a secret (a driver's exception text, say) is not exported at all.
/// </summary>
internal sealed class MaskingProcessor : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        data.DisplayName = Masker.Text(data.DisplayName);
        if (data.StatusDescription is { } status)
        {
            data.SetStatus(data.Status, Masker.Text(status));
        }

        foreach ((string name, object? value) in data.TagObjects.ToList())
        {
            if (Masked(name, value) is { } masked && !Equals(masked, value))
            {
                data.SetTag(name, masked);
            }
        }

        if (data.Events.Any(happened => happened.Tags.Any(tag => !Equals(Masked(tag.Key, tag.Value), tag.Value))))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    private static object? Masked(string name, object? value) => value switch
    {
        string text when name.StartsWith("url.", StringComparison.Ordinal) => MaskedUrl.Of(text),
        string text => Masker.Value(name, text),
        string[] texts => texts.Any(text => !ReferenceEquals(Masker.Value(name, text), text)) ? Masker.Mask : texts,
        _ => SensitiveNames.Match(name) && value is not null ? Masker.Mask : value,
    };
}
