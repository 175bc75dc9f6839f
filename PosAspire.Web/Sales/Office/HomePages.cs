using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Sales.Office;

/// <summary>One shop's day at a glance.</summary>
public sealed record ShopDay(OfficeShop Shop, DaySummary? Day, LowStock? Low, int Registers, IReadOnlyList<(string Register, string Problem)> Printers);

/// <summary>The first page of the back office.</summary>
public static class HomePages
{
    private const int MaxShops = 12;

    public static void MapOfficeHome(this IEndpointRouteBuilder pages) => pages.MapGet("/office", Show).RequireAuthorization().AddEndpointFilter<OfficeDoor>();

    private static async Task<IResult> Show(HttpContext http, ShopApi api, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, null, stop);
        List<ShopDay> days = [];
        foreach (var shop in shops.All.OrderByDescending(shop => shop == shops.Current).Take(MaxShops))
        {
            // A shop that is not one's own is not shown.
            if ((await api.Get<DaySummary>($"/api/v1/orders/summary?location={shop.Code}", stop)).Value is not { } day)
                continue;
            var low = (await api.Get<LowStock>($"/api/v1/inventory/low-stock?location={shop.Code}&limit=5", stop)).Value;
            var registers = (await api.Get<TillRegisters>($"/api/v1/registers?location={shop.Code}", stop)).Value?.Items ?? [];
            days.Add(new(shop, day, low, registers.Count(register => register.IsActive), await Printers(registers, api, stop)));
        }

        return OfficeAnswers.Show<HomePage>(new { Days = days });
    }

    // A printer whose newest job failed.
    private static async Task<List<(string, string)>> Printers(IReadOnlyList<TillRegister> registers, ShopApi api, CancellationToken stop)
    {
        List<(string, string)> silent = [];
        foreach (var register in registers.Where(register => register is { IsActive: true, Printer: not null }))
        {
            var jobs = (await api.Get<PrintJobs>($"/api/v1/registers/{register.Id}/print-jobs", stop)).Value?.Items ?? [];
            if (jobs is [{ Status: "failed" } newest, ..])
                silent.Add((register.Name, newest.Error ?? ""));
        }

        return silent;
    }
}
