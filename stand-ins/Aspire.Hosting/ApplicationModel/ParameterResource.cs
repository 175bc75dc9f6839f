using System.Security.Cryptography;
using System.Text.Json;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from configuration, <c>Parameters:name</c>, asked once.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;

    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _value = new(() => callback(Default));
        Secret = secret;
    }

    public ParameterDefault? Default { get; set; }

    public bool Secret { get; }

    public bool IsConnectionString { get; set; }

    public string ValueExpression => $"{{{Name}.value}}";

    /// <exception cref="MissingParameterValueException">Configuration has no value and there is no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(_value.Value);
}

/// <summary>The value of a parameter that configuration does not give.</summary>
public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();

    internal abstract void WriteDefault(Utf8JsonWriter writer);
}

internal sealed class ConstantParameterDefault(Func<string> valueGetter) : ParameterDefault
{
    public override string GetDefaultValue() => valueGetter();

    internal override void WriteDefault(Utf8JsonWriter writer) => writer.WriteString("value", GetDefaultValue());
}

/// <summary>A random value; the manifest carries the rule instead.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LowerSet = "abcdefghjkmnpqrstuvwxyz", UpperSet = "ABCDEFGHJKMNPQRSTUVWXYZ", NumericSet = "0123456789", SpecialSet = "-_.{}~()*+!";

    /// <summary>22 characters of the default set carry 128 bits.</summary>
    public int MinLength { get; set; } = 22;

    public bool Lower { get; set; } = true;

    public bool Upper { get; set; } = true;

    public bool Numeric { get; set; } = true;

    /// <summary>Off for values that end up where punctuation has a meaning.</summary>
    public bool Special { get; set; } = true;

    public override string GetDefaultValue() => RandomNumberGenerator.GetString(
        (Lower ? LowerSet : "") + (Upper ? UpperSet : "") + (Numeric ? NumericSet : "") + (Special ? SpecialSet : ""), MinLength);

    internal override void WriteDefault(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        foreach (var (name, value) in new[] { ("lower", Lower), ("upper", Upper), ("numeric", Numeric), ("special", Special) })
        {
            if (!value)
            {
                writer.WriteBoolean(name, false);
            }
        }
        writer.WriteEndObject();
    }
}

/// <summary>A default that is kept in the AppHost's user secrets, so that the next start finds it in configuration.</summary>
internal sealed class UserSecretsParameterDefault(string? userSecretsId, string name, ParameterDefault inner) : ParameterDefault
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public override string GetDefaultValue()
    {
        var value = inner.GetDefaultValue();
        if (userSecretsId is not null)
        {
            var path = Microsoft.Extensions.Configuration.UserSecrets.PathHelper.GetSecretsPathFromSecretsId(userSecretsId);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var secrets = File.Exists(path) ? JsonSerializer.Deserialize<SortedDictionary<string, JsonElement>>(File.ReadAllText(path))! : [];
            secrets[$"Parameters:{name}"] = JsonSerializer.SerializeToElement(value);
            File.WriteAllText(path, JsonSerializer.Serialize(secrets, Indented));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        return value;
    }

    internal override void WriteDefault(Utf8JsonWriter writer) => inner.WriteDefault(writer);
}
