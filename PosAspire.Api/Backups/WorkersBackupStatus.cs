using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.ServiceDefaults.Health;

namespace PosAspire.Api.Backups;

/// <summary>Asks the workers, who make backups and keep their notes, how the newest one is: for <c>/health/backup</c>.</summary>
internal sealed class WorkersBackupStatus(IHttpClientFactory clients) : IBackupStatus
{
    public const string Client = "workers-backup-health";

    private const string Path = "health/backup?format=restaurant";

    public async Task<BackupRecord?> NewestAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.GetAsync(Path, cancellationToken);
            return Read(await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception absence) when (absence is HttpRequestException or JsonException or OperationCanceledException or InvalidOperationException or FormatException)
        {
            throw new BackupStatusException("the workers, who make backups, do not answer");
        }
    }

    /// <summary>The workers' own health body, which tells the time and whether it is whole, or why nothing is known.</summary>
    private static BackupRecord? Read(string body)
    {
        var part = JsonNode.Parse(body)?["checks"]?["backup"] ?? throw new JsonException("It has no backup part.");
        var problem = (string?)part["error"];
        if ((string?)part["completed_at"] is not { } completedAt)
            return problem is null or "no backup yet" ? null : throw new BackupStatusException(problem);
        var isVerified = (bool?)part["verified"] is true;
        // Whether it is too old is judged here again; the words before the reason too.
        const string Lead = "the last backup failed: ";
        return new(
            DateTimeOffset.Parse(completedAt, CultureInfo.InvariantCulture),
            isVerified,
            !isVerified && problem?.StartsWith(Lead, StringComparison.Ordinal) == true ? problem[Lead.Length..] : null,
            (string?)part["message"]);
    }
}

internal static class BackupsSetup
{
    /// <summary>Where the application host puts the workers' address.</summary>
    private const string Setting = "services:workers:http:0";

    /// <summary>Without the workers' address nothing is known of backups.</summary>
    public static void AddBackups(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.Text(Setting) is not { } text)
            return;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new SettingException("services__workers__http__0", $"must be the address of the workers, for example http://localhost:3010, not \"{text}\".");
        builder.Services.AddHttpClient(WorkersBackupStatus.Client, client => client.BaseAddress = address);
        builder.Services.Replace(ServiceDescriptor.Singleton<IBackupStatus, WorkersBackupStatus>());
    }
}
