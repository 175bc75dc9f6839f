using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>
/// Turns the start failures that an operator can mend into one sentence on the error output and exit code 1, in place of
/// the runtime's stack trace. Anything else still crashes with its trace: it is a defect.
/// </summary>
public static class StartFailure
{
    private const int ExitCode = 1;
    private static int s_installed;

    /// <summary>Watches for an unhandled exception of this process; calling it again changes nothing.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref s_installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, args) => End(args.ExceptionObject as Exception);
        }
    }

    /// <summary>The sentence for a failure that the operator can mend, else null.</summary>
    public static string? Sentence(Exception? error) => error switch
    {
        SettingException or OptionsValidationException => error.Message,
        IOException { InnerException: AddressInUseException } => $"{error.Message.TrimEnd('.')}. Stop the program that holds the port or choose another one.",
        AggregateException aggregate => aggregate.InnerExceptions.Select(Sentence).FirstOrDefault(sentence => sentence is not null),
        _ => null,
    };

    private static void End(Exception? error)
    {
        if (Sentence(error) is { } sentence)
        {
            Console.Error.WriteLine(sentence);
            Environment.Exit(ExitCode);
        }
    }
}
