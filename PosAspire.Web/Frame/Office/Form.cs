using System.Globalization;

namespace PosAspire.Web.Frame.Office;

/// <summary>
/// What stands in a form's fields: what was stored, or what somebody typed and was refused. A page draws its fields from here either way, so
/// nothing that was typed is ever lost.
/// </summary>
public sealed class Form
{
    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> problems = new(StringComparer.Ordinal);

    /// <summary>What stands in a field; empty when nothing does.</summary>
    public string this[string name] => values.TryGetValue(name, out var found) && found.Count > 0 ? found[0] : "";

    /// <summary>Whether every field holds.</summary>
    public bool IsRight => problems.Count == 0;

    /// <summary>What Api said against it where it concerns no single field.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The form's <see cref="Parts.ActionKey"/>.</summary>
    public string? Key => this[Parts.ActionKey.Name] is { Length: > 0 } key ? key : null;

    /// <summary>Files that came with it.</summary>
    public IFormFileCollection Files { get; private set; } = new FormFileCollection();

    public static Form Of(params (string Name, string? Value)[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var form = new Form();
        foreach (var (name, value) in values)
            form.Set(name, value);
        return form;
    }

    /// <summary>What was sent.</summary>
    public static async Task<Form> Read(HttpContext http, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        var sent = await http.Request.ReadFormAsync(stop);
        var form = new Form { Files = sent.Files };
        foreach (var (name, value) in sent)
            form.values[name] = [.. value.Select(text => text ?? "")];
        return form;
    }

    public Form Set(string name, string? value)
    {
        values[name] = value is null ? [] : [value];
        return this;
    }

    public Form Set(string name, IEnumerable<string> all)
    {
        values[name] = [.. all];
        return this;
    }

    /// <summary>Without the blanks that somebody typed around it.</summary>
    public string Text(string name) => this[name].Trim();

    /// <summary>Whether a box is ticked.</summary>
    public bool Is(string name) => this[name].Length > 0;

    /// <summary>Every value of fields of one name, in their order.</summary>
    public IReadOnlyList<string> All(string name) => values.TryGetValue(name, out var found) ? found : [];

    /// <summary>A whole number; null when the field is empty or holds none.</summary>
    public int? Number(string name) => int.TryParse(this[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public Guid? Id(string name) => Guid.TryParse(this[name], out var id) ? id : null;

    /// <summary>What is wrong with a field, in words.</summary>
    public string? Problem(string name) => problems.GetValueOrDefault(name);

    public Form Wrong(string name, string sentence)
    {
        problems.TryAdd(name, sentence);
        return this;
    }

    public Form Refused(string sentence)
    {
        Refusal = sentence;
        return this;
    }
}
