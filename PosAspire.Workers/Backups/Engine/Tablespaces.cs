using Npgsql;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>
/// A cluster whose tables lie in folders outside its own is not copied: a restore would have to put them where they were, over those
/// that are there, and nobody could start a copy for proof beside its original.
/// </summary>
internal static class Tablespaces
{
    private const string FindOthers = "SELECT string_agg(spcname, ', ' ORDER BY spcname) FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')";

    /// <exception cref="BackupException">There are some; the sentence names them and says how to be rid of them.</exception>
    public static async Task RefuseAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindOthers, connection);
        if (await command.ExecuteScalarAsync(cancellation) is string names)
        {
            throw new BackupException(
                $"The cluster has tablespaces of its own ({names}), and copies of such a cluster cannot be restored beside it. Move what is in them (ALTER TABLE ALL IN TABLESPACE … SET TABLESPACE pg_default) and drop them.");
        }
    }
}
