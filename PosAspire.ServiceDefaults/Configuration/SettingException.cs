namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>
/// A setting that the host cannot start with. The message is one sentence that names the setting and the mend, and never
/// holds a value that could be a secret; <see cref="StartFailure"/> prints it and ends the process with exit code 1.
/// </summary>
public sealed class SettingException : Exception
{
    /// <param name="setting">The setting as the operator knows it, for example <c>DATABASE_URL</c>.</param>
    /// <param name="problem">What is wrong and what to do, continuing the sentence that begins with the setting.</param>
    public SettingException(string setting, string problem)
        : base($"{setting} {problem}")
    {
        Setting = setting;
    }

    /// <summary>The setting's name.</summary>
    public string Setting { get; }
}
