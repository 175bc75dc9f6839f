using System.CommandLine;
using Npgsql;

namespace PosAspire.Workers.Outbox;

/// <summary><c>posctl outbox status|replay</c>.</summary>
internal static class OutboxCommand
{
    private static readonly Option<Guid?> Id = new("--id") { Description = "Only this message." };
    private static readonly Option<string?> Topic = new("--topic") { Description = "Only messages of this topic, for example order.completed." };

    public static Command Create() => new("outbox", "What waits to be told, and what could not be.") { Status(), Replay() };

    private static Command Status()
    {
        var command = new Command("status", "Count what waits and list what was put aside.");
        command.SetAction((_, cancellation) => Posctl.WorkAsync(async database =>
        {
            await using var source = NpgsqlDataSource.Create(database);
            var status = await OutboxDesk.StatusAsync(source, cancellation);
            await Console.Out.WriteLineAsync($"waiting {status.Waiting}, of them failed before {status.Retrying}, oldest {status.OldestSeconds} s, dead {status.Dead}");
            foreach (var letter in status.Letters)
                await Console.Out.WriteLineAsync($"dead {letter.Id} {letter.Topic} since {letter.DiedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, {letter.Attempts} attempts: {letter.LastError}");
            if (status.Letters.Count < status.Dead)
                await Console.Out.WriteLineAsync($"… and {status.Dead - status.Letters.Count} older ones");
            return Posctl.Done;
        }));
        return command;
    }

    private static Command Replay()
    {
        var command = new Command("replay", "Send again what was put aside; everything, or what the options name.") { Id, Topic };
        command.SetAction((parsed, cancellation) => Posctl.WorkAsync(async database =>
        {
            await using var source = NpgsqlDataSource.Create(database);
            var count = await OutboxDesk.ReplayAsync(source, parsed.GetValue(Id), parsed.GetValue(Topic), cancellation);
            await Console.Out.WriteLineAsync($"{count} to be sent again");
            return Posctl.Done;
        }));
        return command;
    }
}
