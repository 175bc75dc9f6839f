using System.CommandLine;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Match;
using PosAspire.Domain.Payments.Steps;
using PosAspire.ServiceDefaults;
using PosAspire.ServiceDefaults.Database;

namespace PosAspire.Workers.Payments;

/// <summary><c>posctl payments reconcile</c>: till, provider and ledger over a span of time, and what to do about each difference.</summary>
internal static class ReconcileCommand
{
    /// <summary>How far back without <c>--from</c>.</summary>
    private static readonly TimeSpan Default = TimeSpan.FromDays(2);

    private static readonly Option<DateTimeOffset?> From = new("--from") { Description = "When the span begins, for example 2026-11-22T00:00Z; two days ago if not given." };
    private static readonly Option<DateTimeOffset?> Until = new("--until") { Description = "When it ends; now if not given." };

    public static Command Create() => new("payments", "What was taken, and what providers say of it.") { Reconcile() };

    /// <summary>A difference in one line.</summary>
    public static string Words(MatchLine line) => string.Join(' ', new[]
    {
        EnumText.Of(line.Kind), line.Order, line.Provider, line.Ref, line.PaymentId is { } id ? $"payment {id}" : null,
        $"here {line.Till?.ToString() ?? "?"}", $"there {line.Other?.ToString() ?? "?"}:", line.Action,
    }.OfType<string>());

    private static Command Reconcile()
    {
        var command = new Command("reconcile", "Settle what is unknown, then list where till, provider and ledger differ. Exit code 4 when they do.") { From, Until };
        command.SetAction((parsed, cancellation) => Posctl.WorkAsync(async _ =>
        {
            var builder = PosHost.CreateBuilder();
            builder.AddServiceDefaults(WorkersHost.ServiceName);
            // Only the differences are printed.
            builder.Logging.ClearProviders();
            builder.AddPosDatabase<PosDbContext>();
            builder.Services.AddPayments(builder.Configuration);
            builder.Services.AddSingleton<Reconciliation>();
            await using var app = builder.Build();
            var until = parsed.GetValue(Until)?.UtcDateTime ?? TimeProvider.System.GetUtcNow().UtcDateTime;
            var report = await app.Services.GetRequiredService<Reconciliation>().RunAsync(parsed.GetValue(From)?.UtcDateTime ?? until - Default, until, cancellation);
            foreach (var line in report.Lines)
                await Console.Out.WriteLineAsync(Words(line));
            await Console.Out.WriteLineAsync($"{report.Compared} payments compared, {report.Settled} settled, {report.Lines.Count} differences");
            return report.Lines.Count == 0 ? Posctl.Done : Posctl.Differences;
        }));
        return command;
    }
}
