using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Identity.Users;

/// <summary>What the roles are called, and what each may do.</summary>
public static class RoleNames
{
    public static string Of(string role, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return role switch
        {
            "admin" => words["Administrator"],
            "manager" => words["Manager"],
            "cashier" => words["Cashier"],
            "server" => words["Server"],
            "kitchen" => words["Kitchen"],
            _ => role,
        };
    }

    public static string Does(string role, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return role switch
        {
            "admin" => words["everything, people too"],
            "manager" => words["runs the shop: products, stock, registers, approvals"],
            "cashier" => words["sells and takes money"],
            "server" => words["waits on tables and takes money"],
            "kitchen" => words["sees what is to be cooked"],
            _ => "",
        };
    }
}
