using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text with values in it that are known later: <c>Create($"Host={endpoint.Property(EndpointProperty.Host)}")</c>.</summary>
public class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    public static readonly ReferenceExpression Empty = Create($"");

    private readonly IValueProvider? _condition;
    private readonly string? _matchValue;

    internal ReferenceExpression(string format, IReadOnlyList<IValueProvider> values, IReadOnlyList<string> expressions, IReadOnlyList<string?> formats)
    {
        Format = format;
        ValueProviders = values;
        ManifestExpressions = expressions;
        StringFormats = formats;
    }

    private ReferenceExpression(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        : this("", [], [], [])
    {
        (_condition, _matchValue, WhenTrue, WhenFalse) = (condition, matchValue, whenTrue, whenFalse);
        Name = Publishing.ConditionalName.For((IManifestExpressionProvider)condition, matchValue, whenTrue, whenFalse);
    }

    /// <summary>A composite format with a place for each value provider.</summary>
    public string Format { get; }

    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    public IReadOnlyList<string> ManifestExpressions { get; }

    /// <summary>Per value: null, or <c>uri</c> for a value that is URL-encoded.</summary>
    public IReadOnlyList<string?> StringFormats { get; }

    public bool IsConditional => _condition is not null;

    public string ValueExpression => IsConditional
        ? $"{{{Name}.connectionString}}"
        : string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    internal string? Name { get; }

    internal ReferenceExpression? WhenTrue { get; }

    internal ReferenceExpression? WhenFalse { get; }

    IEnumerable<object> IValueWithReferences.References =>
        _condition is null ? ValueProviders : [_condition, .. WhenTrue!.ValueProviders, .. WhenFalse!.ValueProviders];

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Builder.Build();

    internal static ReferenceExpression CreateConditional(
        IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse) =>
        new(condition, matchValue, whenTrue, whenFalse);

    /// <summary>The text, once every value in it is known; null when the text is empty.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        if (_condition is not null)
        {
            var matches = string.Equals(
                await _condition.GetValueAsync(cancellationToken).ConfigureAwait(false), _matchValue, StringComparison.OrdinalIgnoreCase);
            return await (matches ? WhenTrue! : WhenFalse!).GetValueAsync(cancellationToken).ConfigureAwait(false);
        }
        if (Format.Length == 0)
        {
            return null;
        }
        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await ValueProviders[i].GetValueAsync(cancellationToken).ConfigureAwait(false);
            values[i] = value is null ? null : ReferenceExpressionBuilder.Encode(value, StringFormats[i]);
        }
        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    /// <summary>Lets the compiler turn an interpolated string into an expression.</summary>
    [InterpolatedStringHandler]
#pragma warning disable CS9113 // The compiler asks for both lengths.
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
#pragma warning restore CS9113
    {
        internal ReferenceExpressionBuilder Builder { get; } = new();

        public void AppendLiteral(string value) => Builder.AppendText(value);

        public void AppendFormatted(string? value, string? format = null) => Builder.AppendText(ReferenceExpressionBuilder.Encode(value, format));

        public void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider =>
            Builder.AppendFormatted(valueProvider, format);

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider => Builder.AppendFormatted(valueProvider.Resource, format);
    }
}

/// <summary>Builds a reference expression piece by piece.</summary>
public class ReferenceExpressionBuilder
{
    private readonly StringBuilder _format = new();
    private readonly List<IValueProvider> _values = [];
    private readonly List<string> _expressions = [];
    private readonly List<string?> _formats = [];

    public bool IsEmpty => _format.Length == 0;

#pragma warning disable CA1822 // The handler appends to this builder while its argument is evaluated.
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler)
    {
    }
#pragma warning restore CA1822

    public void AppendLiteral(string value) => AppendText(value);

    public void AppendFormatted(string? value, string? format = null) => AppendText(Encode(value, format));

    public void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider
    {
        _format.Append('{').Append(_values.Count).Append('}');
        _values.Add(valueProvider);
        _expressions.Add(valueProvider.ValueExpression);
        _formats.Add(format);
    }

    public ReferenceExpression Build() => new(_format.ToString(), [.. _values], [.. _expressions], [.. _formats]);

    internal static string? Encode(string? value, string? format) => format switch
    {
        null or "" => value,
        _ when value is null => null,
        "uri" => Uri.EscapeDataString(value),
        _ => throw new FormatException($"The format '{format}' is not known; 'uri' is."),
    };

    // A brace in the text must not become a place for a value; one that is already doubled stays so.
    internal void AppendText(string? text)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            _format.Append(text[i]);
            if (text[i] is '{' or '}')
            {
                _format.Append(text[i]);
                i += i + 1 < text.Length && text[i + 1] == text[i] ? 1 : 0;
            }
        }
    }

    /// <summary>Lets the compiler append an interpolated string.</summary>
    [InterpolatedStringHandler]
#pragma warning disable CS9113 // The compiler asks for both lengths.
    public readonly ref struct ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder)
#pragma warning restore CS9113
    {
        public void AppendLiteral(string value) => builder.AppendLiteral(value);

        public void AppendFormatted(string? value, string? format = null) => builder.AppendFormatted(value, format);

        public void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider =>
            builder.AppendFormatted(valueProvider, format);

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider => builder.AppendFormatted(valueProvider.Resource, format);
    }
}
