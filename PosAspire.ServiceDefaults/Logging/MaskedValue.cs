using System.Globalization;
using PosAspire.ServiceDefaults.Masking;
using Serilog.Events;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>Masks a structured value by the names in it and its texts by pattern.</summary>
internal static class MaskedValue
{
    private static readonly ScalarValue s_mask = new(Masker.Mask);

    public static LogEventPropertyValue Of(string name, LogEventPropertyValue value)
    {
        return SensitiveNames.Match(name) ? s_mask : value switch
        {
            ScalarValue scalar => Scalar(scalar),
            StructureValue structure => new StructureValue(structure.Properties.Select(member => new LogEventProperty(member.Name, Of(member.Name, member.Value))), structure.TypeTag),
            DictionaryValue dictionary => new DictionaryValue(dictionary.Elements.Select(pair => KeyValuePair.Create(Scalar(pair.Key), Of(pair.Key.Value?.ToString() ?? "", pair.Value)))),
            SequenceValue sequence => new SequenceValue(sequence.Elements.Select(element => Of("", element))),
            _ => s_mask,
        };
    }

    private static ScalarValue Scalar(ScalarValue scalar) => scalar.Value switch
    {
        null or bool or int or short or byte or double or float or decimal or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid or Enum => scalar,
        string text => Text(text, scalar),
        // A card number can travel as a number.
        long or ulong or uint => Text(((IFormattable)scalar.Value).ToString(null, CultureInfo.InvariantCulture), scalar),
        { } other => new ScalarValue(Masker.Text(Convert.ToString(other, CultureInfo.InvariantCulture) ?? "")),
    };

    private static ScalarValue Text(string text, ScalarValue original)
    {
        string masked = Masker.Text(text);
        return ReferenceEquals(text, masked) ? original : new ScalarValue(masked);
    }
}
