using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PosAspire.ServiceDefaults.Errors;

/// <summary>
/// A list of things holds things: <c>[null]</c> is broken JSON where the type says so. System.Text.Json respects nullable
/// annotations of members, but not those of a list's elements.
/// </summary>
internal static class NullElements
{
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var annotations = new NullabilityInfoContext();
        (string Name, Func<object, object?> Get)[] lists = [.. type.Properties.Where(property => HoldsThings(property, annotations)).Select(property => (property.Name, property.Get!))];
        if (lists.Length > 0)
        {
            type.OnDeserialized = value => Check(value, lists);
        }
    }

    private static bool HoldsThings(JsonPropertyInfo property, NullabilityInfoContext annotations)
        => property is { Get: not null, AttributeProvider: PropertyInfo member } && member.PropertyType.IsGenericType && typeof(IEnumerable).IsAssignableFrom(member.PropertyType)
            && annotations.Create(member).GenericTypeArguments is [{ ReadState: NullabilityState.NotNull, Type.IsValueType: false }];

    private static void Check(object value, (string Name, Func<object, object?> Get)[] lists)
    {
        foreach ((string name, Func<object, object?> get) in lists)
        {
            foreach (object? element in get(value) as IEnumerable ?? Array.Empty<object>())
            {
                if (element is null)
                {
                    throw new JsonException($"The list \"{name}\" holds null.", name, lineNumber: null, bytePositionInLine: null);
                }
            }
        }
    }
}
