using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Orders;

/// <summary>The least that ASP.NET Core and Npgsql can do, as a process of its own: what the API's reads are compared with.</summary>
internal static class BareHost
{
    public const string Verb = "bare-host";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private const string LastTen =
        """
        SELECT o.id, o.number, o.status, l.code, o.currency, o.business_day, o.created_at, o.total_minor, o.due_minor
        FROM orders o JOIN locations l ON l.id = o.location_id ORDER BY o.created_at DESC, o.id DESC LIMIT 10
        """;

    public static async Task<int> RunAsync(string port, string database, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Maximum Pool Size=25;Max Auto Prepare=10");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapGet("/hello", () => Results.Text("hello world"));
        app.MapGet("/last10", async (HttpContext http) =>
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(await LastTenAsync(source), JsonSerializerOptions.Web);
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body);
        });
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>Waits until one that was started answers.</summary>
    public static async Task WaitAsync(Uri address, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = address };
        await Waiting.UntilAsync("the bare host answers", StartLimit, async () =>
        {
            try
            {
                using var answer = await http.GetAsync("/hello", cancellation);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, cancellation);
    }

    private static async Task<List<OrderRow>> LastTenAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(LastTen);
        await using var reader = await command.ExecuteReaderAsync();
        List<OrderRow> rows = [];
        while (await reader.ReadAsync())
            rows.Add(Row(reader));
        return rows;
    }

    private static OrderRow Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetFieldValue<DateOnly>(5),
        reader.GetDateTime(6), reader.GetInt64(7), reader.GetInt64(8));

    private sealed record OrderRow(Guid Id, int Number, string Status, string Location, string Currency, DateOnly BusinessDay, DateTime CreatedAt, long TotalMinor, long DueMinor);
}
