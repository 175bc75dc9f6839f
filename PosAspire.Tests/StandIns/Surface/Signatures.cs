using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PosAspire.Tests.StandIns.Surface;

/// <summary>
/// Public members as a reader of C# would write them, with unqualified type names and without nullable annotations of
/// reference types. What the compiler adds to a record is left out.
/// </summary>
internal static class Signatures
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type)
    {
        var bases = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).ToList();
        bases = [.. bases.Except(bases.SelectMany(item => item.GetInterfaces())).Where(item => item.Name != "IEquatable`1").OrderBy(item => item.Name, StringComparer.Ordinal)];
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
        {
            bases.Insert(0, parent);
        }

        var name = $"{Kind(type)} {type.Namespace}.{Name(type)}";
        return bases.Count == 0 ? name : $"{name} : {string.Join(", ", bases.Select(Name))}";
    }

    /// <summary>The members that somebody outside the assembly can use, in a stable order.</summary>
    public static IEnumerable<string> MembersOf(Type type)
        => type.GetMembers(Declared).Where(member => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Select(Of).OfType<string>().Distinct().Order(StringComparer.Ordinal);

    private static string? Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && method.GetBaseDefinition().DeclaringType != typeof(object) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            => $"{Modifier(method)}{Name(method.ReturnType)} {method.Name}{Generics(method.GetGenericArguments())}({Parameters(method)})",
        PropertyInfo { Name: not "EqualityContract" } property when property.GetAccessors(true).Any(IsVisible)
            => $"{Modifier(property.GetAccessors(true)[0])}{Name(property.PropertyType)} {PropertyName(property)} {{ {Accessors(property)}}}",
        FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily
            => field.DeclaringType!.IsEnum ? $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
                : $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        EventInfo action when IsVisible(action.AddMethod!) => $"event {Name(action.EventHandlerType!)} {action.Name}",
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Modifier(MethodBase method) => method.IsStatic ? "static " : method.IsFamily ? "protected " : "";

    private static string PropertyName(PropertyInfo property)
        => property.GetIndexParameters() is { Length: > 0 } index ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;

    private static string Accessors(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && IsVisible(setter) ? setter : null;
        var init = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        return (property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "") + (set is null ? "" : init ? "init; " : "set; ");
    }

    private static string Parameters(MethodBase method)
        => (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
        => (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "")
            + $"{Name(parameter.ParameterType)} {parameter.Name}" + (parameter.HasDefaultValue ? $" = {Default(parameter)}" : "");

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool value => value ? "true" : "false",
        _ when parameter.ParameterType.IsEnum => $"{Name(parameter.ParameterType)}.{Enum.GetName(parameter.ParameterType, parameter.DefaultValue)}",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Kind(Type type)
        => type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface"
            : (type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + "class";

    private static string Name(Type type)
    {
        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        var name = Keywords.GetValueOrDefault(type) ?? type.Name.Split('`')[0] + Generics(type.GetGenericArguments());
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}.{name}" : name;
    }

    private static string Generics(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
