using System.CommandLine;
using Npgsql;
using PosAspire.Domain.Identity;

namespace PosAspire.Workers.Identity;

/// <summary><c>posctl user add|list|disable|unlock</c>: people where nobody can sign in yet, or not any more.</summary>
internal static class UserCommand
{
    private static readonly Argument<string> Username = new("NAME") { Description = "The user name." };

    private static readonly Option<string[]> Role = new("--role")
    {
        Description = $"ROLE or ROLE@LOCATION, for example cashier@LIQ1; without a location, at every shop. Roles: {string.Join(", ", Roles.All)}. May be given several times.",
        Required = true,
    };

    private static readonly Option<string?> DisplayName = new("--display-name") { Description = "What receipts and screens call the person; the user name if not given." };

    private static readonly Option<bool> Pin = new("--pin") { Description = "Also a PIN of six digits, for signing in at registers." };

    private static readonly Option<bool> Generate = new("--generate") { Description = "Make the password (and the PIN) and print them once, instead of reading them." };

    public static Command Create() => new("user", "Add, list, switch off and unlock people.")
    {
        Add(),
        Of("list", "List everybody with their roles.", named: false, (desk, _, cancellation) => desk.ListAsync(cancellation)),
        Of("disable", "Switch somebody off and end their sign-ins.", named: true, (desk, name, cancellation) => desk.DisableAsync(name, cancellation)),
        Of("unlock", "Let somebody try again whom wrong tries have locked out.", named: true, (desk, name, cancellation) => desk.UnlockAsync(name, cancellation)),
    };

    private static Command Add()
    {
        var command = new Command("add", "Add a person. The password, then the PIN, are read from standard input, a line each; never from arguments, which others can see.")
        {
            Username, Role, DisplayName, Pin, Generate,
        };
        command.SetAction((parsed, cancellation) => WithDesk(async desk =>
        {
            var secrets = parsed.GetValue(Generate) ? NewSecrets.Generated(parsed.GetValue(Pin)) : await NewSecrets.ReadAsync(parsed.GetValue(Pin), cancellation);
            return await desk.AddAsync(parsed.GetValue(Username)!, parsed.GetValue(DisplayName), parsed.GetValue(Role)!, secrets, cancellation);
        }));
        return command;
    }

    private static Command Of(string name, string description, bool named, Func<UserDesk, string, CancellationToken, Task<int>> work)
    {
        var command = new Command(name, description);
        if (named)
            command.Add(Username);
        command.SetAction((parsed, cancellation) => WithDesk(desk => work(desk, named ? parsed.GetValue(Username)! : "", cancellation)));
        return command;
    }

    private static Task<int> WithDesk(Func<UserDesk, Task<int>> work) => Posctl.WorkAsync(async database =>
    {
        await using var source = NpgsqlDataSource.Create(database);
        return await work(new(source, TimeProvider.System));
    });
}
