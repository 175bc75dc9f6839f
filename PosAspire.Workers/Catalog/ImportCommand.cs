using System.CommandLine;

namespace PosAspire.Workers.Catalog;

/// <summary><c>posctl import products FILE.csv</c>.</summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "A CSV file with a header line. Iowa's product list is understood as it is published." };
    private static readonly Option<string?> Location = new("--location") { Description = "Shop whose price list the prices go to." };
    private static readonly Option<string?> PriceList = new("--price-list") { Description = "Price list the prices go to, by its code." };
    private static readonly Option<string[]> Map = new("--map") { Description = "COLUMN=field, where field is sku, name, price, brand, category, size, volume_ml, barcode, upc, case_barcode or case_quantity.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Do everything, say what it did, and take it back." };
    private static readonly Option<bool> NotStocked = new("--not-stocked") { Description = "No stock is kept of new products." };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "Write every rejected line and dropped code there, as CSV." };

    public static Command Create() => new("import", "Bring in what another system exported.") { Products() };

    private static Command Products()
    {
        var command = new Command("products", "Add and update products and prices from a CSV file, all of it or nothing. Running it again changes nothing.")
        {
            File, Location, PriceList, Map, DryRun, NotStocked, Report,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(Location) is null) == (result.GetValue(PriceList) is null))
                result.AddError("Say where the prices go: either --location CODE or --price-list CODE.");
        });
        command.SetAction((parsed, cancellation) => Posctl.WorkAsync(async database =>
        {
            var work = new ProductImport(database, TimeProvider.System, Console.Out, Console.Error);
            await work.RunAsync(
                new(parsed.GetValue(File)!.FullName, parsed.GetValue(Location), parsed.GetValue(PriceList), parsed.GetValue(Map) ?? [], parsed.GetValue(DryRun),
                    !parsed.GetValue(NotStocked), parsed.GetValue(Report)?.FullName),
                cancellation);
            return Posctl.Done;
        }));
        return command;
    }
}
