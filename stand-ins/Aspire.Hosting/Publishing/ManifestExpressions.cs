using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes values as expressions, and keeps what they refer to that is not in the model, to be written at the end.</summary>
internal sealed class ManifestExpressions(IResourceCollection resources)
{
    private readonly OrderedDictionary<string, ReferenceExpression> _conditionals = [];
    private readonly OrderedDictionary<string, ParameterResource> _implicitParameters = [];
    private readonly OrderedDictionary<string, ParameterResource> _encoded = [];

    /// <summary>Parameters that a resource made for itself, such as a generated password.</summary>
    public IEnumerable<ParameterResource> ImplicitParameters => _implicitParameters.Values;

    public string Write(object? value)
    {
        Remember(value);
        return value switch
        {
            ReferenceExpression { IsConditional: false } expression => string.Format(
                CultureInfo.InvariantCulture, expression.Format, [.. expression.ValueProviders.Select((v, i) => Place(expression, v, i))]),
            IManifestExpressionProvider provider => provider.ValueExpression,
            _ => value?.ToString() ?? "",
        };
    }

    /// <summary>A parameter that is used URL-encoded follows the plain one.</summary>
    public void WriteEncoded(Utf8JsonWriter writer, IResource resource)
    {
        foreach (var (name, parameter) in _encoded.Where(e => e.Value == resource))
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", "annotated.string");
            writer.WriteString("value", parameter.ValueExpression);
            writer.WriteString("filter", "uri");
            writer.WriteEndObject();
        }
    }

    public async Task WriteConditionalsAsync(Utf8JsonWriter writer, CancellationToken cancellationToken)
    {
        foreach (var (name, conditional) in _conditionals)
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", "value.v0");
            writer.WriteString("connectionString", await conditional.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "");
            writer.WriteEndObject();
        }
    }

    private string Place(ReferenceExpression expression, object value, int index)
    {
        if (expression.StringFormats[index] == "uri" && value is ParameterResource parameter)
        {
            var name = $"{parameter.Name}-uri-encoded";
            _encoded[name] = parameter;
            return $"{{{name}.value}}";
        }
        return expression.ManifestExpressions[index];
    }

    private void Remember(object? value)
    {
        switch (value)
        {
            case ParameterResource parameter:
                if (!resources.TryGetByName(parameter.Name, out _))
                {
                    _implicitParameters.TryAdd(parameter.Name, parameter);
                }
                break;
            case ReferenceExpression { IsConditional: true } conditional:
                _conditionals.TryAdd(conditional.Name!, conditional);
                break;
            case IValueWithReferences composed when value is not IResource:
                foreach (var part in composed.References)
                {
                    Remember(part);
                }
                break;
        }
    }
}
