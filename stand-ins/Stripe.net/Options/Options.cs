using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Parameters, also those inside others.</summary>
public interface INestedOptions;

/// <summary>Parameters of a request; what is null is not sent.</summary>
public class BaseOptions : INestedOptions
{
    public List<string> Expand { get; set; }

    public void AddExpand(string value) => (Expand ??= []).Add(value);
}

public class ListOptions : BaseOptions
{
    public long? Limit { get; set; }

    public string StartingAfter { get; set; }

    internal ListOptions After(string id)
    {
        var next = (ListOptions)MemberwiseClone();
        next.StartingAfter = id;
        return next;
    }
}

public class SearchOptions : BaseOptions
{
    public long? Limit { get; set; }

    public string Query { get; set; }
}

/// <summary>What is said beside the parameters.</summary>
public class RequestOptions
{
    public string ApiKey { get; set; }

    public string IdempotencyKey { get; set; }
}

public class DateRangeOptions : INestedOptions
{
    [JsonPropertyName("gte")]
    public DateTime? GreaterThanOrEqual { get; set; }

    [JsonPropertyName("lt")]
    public DateTime? LessThan { get; set; }
}

/// <summary>One of two kinds of value.</summary>
public abstract class AnyOf
{
    public abstract object Value { get; }
}

public class AnyOf<T1, T2> : AnyOf
{
    public AnyOf(T1 value) => Value = value;

    public AnyOf(T2 value) => Value = value;

    public override object Value { get; }

    public static implicit operator AnyOf<T1, T2>(T1 value) => value == null ? null : new AnyOf<T1, T2>(value);

    public static implicit operator AnyOf<T1, T2>(T2 value) => value == null ? null : new AnyOf<T1, T2>(value);
}
