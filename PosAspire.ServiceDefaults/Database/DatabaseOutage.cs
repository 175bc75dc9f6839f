using System.Net.Sockets;
using Npgsql;
using PosAspire.ServiceDefaults.Health;

namespace PosAspire.ServiceDefaults.Database;

/// <summary>
/// Why the database does not serve, in the words of the runbooks (incident 3 of both); never the driver's own, which name hosts and users.
/// </summary>
internal static class DatabaseOutage
{
    /// <summary>No answer in time.</summary>
    public static readonly Outage Timeout = new("Connection timeout", "connection timeout");

    /// <summary>The database answers, but every connection of this process is lent out and none comes back.</summary>
    public static readonly Outage PoolExhausted = new("Connection pool exhausted", "connection pool exhausted");

    /// <summary>The words for what the driver threw.</summary>
    public static Outage Of(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case TimeoutException or OperationCanceledException:
                    return Timeout;
                case PostgresException { SqlState: PostgresErrorCodes.TooManyConnections }:
                    return new("Too many connections", "too many clients");
                case PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow }:
                    return new("Database is starting or stopping", "database is starting or stopping");
                case PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification }:
                    return new("Authentication failed", "authentication failed");
                case PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName }:
                    return new("Database does not exist", "database does not exist");
                case PostgresException other:
                    return new($"Database error {other.SqlState}", $"database error {other.SqlState}");
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return new("Connection refused", "connection refused");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return new("Host not found", "host not found");
            }
        }

        return new("Connection lost", "connection lost");
    }
}
