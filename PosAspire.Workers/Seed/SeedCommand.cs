using System.CommandLine;
using PosAspire.Domain.Identity;

namespace PosAspire.Workers.Seed;

/// <summary><c>posctl seed</c>: the only thing that ever stores demo data.</summary>
internal static class SeedCommand
{
    public static Command Create()
    {
        var command = new Command("seed", "Store the demo shops, catalogue, menu, stock and people; what is there already stays as it is.");
        command.SetAction((_, cancellation) => Posctl.WorkAsync(async database =>
        {
            var report = await Demo.SeedAsync(database, TimeProvider.System, cancellation);
            foreach (var line in report.Catalogue.RejectedLines)
                await Console.Error.WriteLineAsync(line);
            await Console.Out.WriteLineAsync($"Catalogue: {report.Catalogue}.");
            await Console.Out.WriteLineAsync($"{report.LevelsOpened} stock levels opened, {report.PeopleAdded} people added.");
            await Console.Out.WriteLineAsync($"Demo sign-ins, all with the password {DemoPeople.Password}; at a register with the PIN:");
            foreach (var role in Roles.All)
                await Console.Out.WriteLineAsync($"  {role,-8} {DemoPeople.Pin(role)}");
            return Posctl.Done;
        }));
        return command;
    }
}
