using System.Text.Json;
using Npgsql;
using PosAspire.Domain.Catalog;

namespace PosAspire.Api.Catalog.Imports;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record ImportsPage(IReadOnlyList<ImportBody> Items, Guid? Next);

/// <summary>An import, from the moment the file arrived.</summary>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>done</c> or <c>failed</c>; when it failed, nothing was changed.</param>
/// <param name="Done">Rows read so far.</param>
/// <param name="Total">Rows of the file; while it runs, about as many.</param>
/// <param name="Sentence">Why nothing was changed; null otherwise.</param>
/// <param name="Problems">The first rows with something wrong; the report has them all.</param>
/// <param name="HasReport">Whether there is a report to download.</param>
public sealed record ImportBody(
    Guid Id, string Location, string FileName, bool SkipBroken, string State, DateTime CreatedAt, string? Who, DateTime? FinishedAt, int Done, int Total, int Added,
    int Changed, int Unchanged, int Rejected, string? Sentence, IReadOnlyList<ImportProblem> Problems, bool HasReport)
{
    internal const string Columns =
        """
        SELECT j.id, l.code, j.file_name, j.skip_broken, j.state, j.created_at, u.name, j.finished_at, p.attempts, p.done, p.total, j.total, j.added, j.changed, j.unchanged,
          j.rejected, j.sentence, j.problems, j.report <> ''
        FROM import_jobs j JOIN locations l ON l.id = j.location_id LEFT JOIN users u ON u.id = j.created_by LEFT JOIN import_progress p ON p.job_id = j.id
        """;

    internal static ImportBody Read(NpgsqlDataReader row)
    {
        var (state, isBegun) = (row.GetString(4), !row.IsDBNull(8));
        var isOver = state != "queued";
        return new(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), !isOver && isBegun ? "running" : state, row.GetDateTime(5),
            row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetDateTime(7),
            isOver ? row.GetInt32(11) : isBegun ? row.GetInt32(9) : 0, !isOver && isBegun ? row.GetInt32(10) : row.GetInt32(11),
            row.GetInt32(12), row.GetInt32(13), row.GetInt32(14), row.GetInt32(15), row.IsDBNull(16) ? null : row.GetString(16),
            JsonSerializer.Deserialize<List<ImportProblem>>(row.GetString(17), JsonSerializerOptions.Web) ?? [], row.GetBoolean(18));
    }
}
