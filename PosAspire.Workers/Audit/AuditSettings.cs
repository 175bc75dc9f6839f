using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.Workers.Audit;

/// <param name="AnchorFolder"><c>AUDIT_ANCHOR_DIRECTORY</c>; without it the folder <c>audit</c> beside the log files.</param>
public sealed record AuditSettings(string AnchorFolder)
{
    private const string Setting = "AUDIT_ANCHOR_DIRECTORY";

    public static AuditSettings Read(IConfiguration configuration) =>
        new(Path.GetFullPath(configuration.Text(Setting) ?? Path.Combine(configuration.Text("LOG_DIRECTORY") ?? "logs", "audit")));

    /// <summary>A folder that was named must be usable; nobody should learn only after a break-in that no anchor was kept.</summary>
    /// <exception cref="SettingException">The named folder cannot be made.</exception>
    public static void Check(IConfiguration configuration)
    {
        if (configuration.Text(Setting) is null)
            return;
        try
        {
            Directory.CreateDirectory(Read(configuration).AnchorFolder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException(Setting, $"names a folder that cannot be made: {problem.Message}");
        }
    }
}
