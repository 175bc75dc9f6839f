using System.Globalization;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Sales.Refunds;

/// <summary>What somebody chose to give back, as it stands in the form.</summary>
/// <param name="Kind"><c>whole</c>, <c>lines</c> or <c>amount</c>.</param>
/// <param name="Lines">By line: how many, as typed, and whether they are written off.</param>
/// <param name="Key">Names this refund to Api however often it is sent, also with somebody's approval.</param>
/// <param name="FreshCode">For a new store credit, made when the form was first drawn: sent again it is the same credit.</param>
public sealed record RefundTyped(
    string Kind, IReadOnlyDictionary<int, (string Quantity, bool IsOff)> Lines, string Amount, string Method, string CardCode, bool IsOff, string Reason, string Key,
    string FreshCode)
{
    public const string QuantityField = "quantity-";
    public const string OffField = "off-";

    /// <summary>A new form: everything, the way it came.</summary>
    public static RefundTyped New(string freshCode) =>
        new("whole", new Dictionary<int, (string, bool)>(), "", "original", "", false, "", Guid.CreateVersion7().ToString(), freshCode);

    public static RefundTyped Of(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var lines = form.Keys.Where(name => name.StartsWith(QuantityField, StringComparison.Ordinal))
            .Select(name => name[QuantityField.Length..]).Where(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .ToDictionary(number => int.Parse(number, CultureInfo.InvariantCulture), number => (form[QuantityField + number].ToString().Trim(), form[OffField + number].Count > 0));
        return new(
            form["kind"].ToString(), lines, form["amount"].ToString().Trim(), form["method"].ToString(), form["cardCode"].ToString().Trim(), form["off"].Count > 0,
            form["reason"].ToString().Trim(), form["refundKey"].ToString(), form["freshCode"].ToString());
    }

    /// <summary>How many of a line come back, as typed.</summary>
    public string Quantity(int line) => Lines.TryGetValue(line, out var typed) ? typed.Quantity : "";

    public bool IsLineOff(int line) => Lines.TryGetValue(line, out var typed) && typed.IsOff;

    /// <summary>What is asked for; when it is nothing that can be asked for, the sentence that says why.</summary>
    public RefundQuoteWish? Read(string currency, IStringLocalizer<Words> words, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(words);
        problem = null;
        switch (Kind)
        {
            case "lines":
                List<RefundLineWish> wished = [];
                foreach (var (line, (quantity, isOff)) in Lines.OrderBy(line => line.Key))
                {
                    if (quantity.Length == 0)
                        continue;
                    if (!int.TryParse(quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                        problem = words["“{0}” is not how many come back.", quantity];
                    else if (count > 0)
                        wished.Add(new(line, count, !isOff));
                }

                if (wished.Count == 0)
                    problem ??= words["Say how many of which line come back."];
                return problem is null ? new(wished, null, Method) : null;
            case "amount":
                if (Money.TryParse(Amount, currency, out var minor) && minor > 0)
                    return new(null, minor, Method);
                problem = Amount.Length == 0 ? words["Type how much goes back."] : words["“{0}” is not an amount of {1}.", Amount, currency];
                return null;
            default:
                return new(null, null, Method);
        }
    }

    /// <summary>The code that a store credit is to have: the customer's own, else the fresh one.</summary>
    public string? CreditCode => Method != "store_credit" ? null : CardCode.Length > 0 ? CardCode : FreshCode;

    /// <summary>What somebody else approves is sent once more as it was.</summary>
    public IEnumerable<(string Name, string Value)> Fields()
    {
        foreach (var (line, (quantity, isOff)) in Lines)
        {
            yield return ($"{QuantityField}{line}", quantity);
            if (isOff)
                yield return ($"{OffField}{line}", "1");
        }

        if (IsOff)
            yield return ("off", "1");
        foreach (var field in new[] { ("kind", Kind), ("amount", Amount), ("method", Method), ("cardCode", CardCode), ("reason", Reason), ("refundKey", Key), ("freshCode", FreshCode) })
            yield return field;
    }
}
