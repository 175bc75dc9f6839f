using System.Net.Sockets;
using StackExchange.Redis;

namespace PosAspire.ServiceDefaults.Redis;

/// <summary>What the client throws when Redis is away, and what may be said of it.</summary>
internal static class RedisFailure
{
    /// <summary>Lets an operation run whose outcome nobody needs.</summary>
    public static void Forget(Task operation) => operation.ContinueWith(
        static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    public static bool IsLoss(Exception problem) =>
        problem is RedisException or RedisCommandException or TimeoutException or SocketException or IOException or ObjectDisposedException or OperationCanceledException;

    /// <summary>In words without addresses or secrets; of a refusal only Redis's own code, such as OOM or NOAUTH.</summary>
    public static string Words(Exception problem) => problem switch
    {
        RedisServerException refused => $"refused: {refused.Message.Split(' ')[0]}",
        RedisTimeoutException or TimeoutException => "timeout",
        _ => "connection refused or lost",
    };
}
