using System.Text.Json.Nodes;

namespace PosAspire.Api.Shared;

/// <summary>What the document's examples say, by the field's name; <c>Type.field</c> where one name means two things.</summary>
internal static class ApiWords
{
    public const string Id = "0198c0de-0000-7000-8000-000000000000";
    public const string Moment = "2026-11-22T18:30:00Z";
    public const string Day = "2026-11-22";
    public const string Time = "04:00:00";
    public const string Text = "text";

    private static readonly Dictionary<string, JsonNode> Words = new()
    {
        ["location"] = "LIQ1",
        ["locations"] = "LIQ1",
        ["locationCode"] = "LIQ1",
        ["LocationBody.code"] = "LIQ1",
        ["code"] = "LIQ1",
        ["profile"] = "retail",
        ["timeZone"] = "America/Chicago",
        ["currency"] = "USD",
        ["lang"] = "en",
        ["barcode"] = "000400203940",
        ["gtin"] = "00000400203940",
        ["sku"] = "64866",
        ["name"] = "Averna Amaro",
        ["SignedInUser.name"] = "Chris Cashier",
        ["RegisterBody.name"] = "Till 1",
        ["category"] = "Imported Cordials & Liqueurs",
        ["size"] = "750ml",
        ["unit"] = "bottle",
        ["unitQuantity"] = 1,
        ["quantity"] = 2,
        ["priceMinor"] = 2_700,
        ["unitPriceMinor"] = 2_700,
        ["lineTotalMinor"] = 5_400,
        ["discountMinor"] = 0,
        ["subtotalMinor"] = 5_400,
        ["TaxBody.amountMinor"] = 378,
        ["TaxBody.name"] = "Sales tax",
        ["rate"] = 0.07,
        ["serviceMinor"] = 0,
        ["taxMinor"] = 378,
        ["taxIncludedMinor"] = 0,
        ["totalMinor"] = 5_778,
        ["cashRoundingMinor"] = 2,
        ["dueMinor"] = 5_780,
        ["tenderedMinor"] = 6_000,
        ["changeMinor"] = 220,
        ["amountMinor"] = 6_000,
        ["type"] = "cash",
        ["tokenType"] = "Bearer",
        ["status"] = "completed",
        ["number"] = "1042",
        ["training"] = false,
        ["label"] = "Table 7",
        ["reason"] = "Rung up twice",
        ["removedReason"] = "Sent back: cold",
        ["Approver.username"] = "manager",
        ["username"] = "cashier",
        ["password"] = "correct horse battery",
        ["pin"] = "900003",
        ["roles"] = "cashier",
        ["role"] = "cashier",
        ["expiresIn"] = 28_800,
        ["accessToken"] = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTk4YzBkZSJ9.c2lnbmF0dXJl",
        ["refreshToken"] = "bWFkZSBvbmx5IGZvciB0aGlzIGV4YW1wbGUgYW5kIG9mIG5vIHVzZQ",
        ["onHand"] = 24,
        ["policy"] = "block",
        ["version"] = 1,
        ["limit"] = 50,
        ["next"] = "MDE5OGMwZGU",
        ["portion"] = "300 g",
        ["prepMinutes"] = 20,
        ["spiceLevel"] = 1,
        ["allergens"] = "milk",
        ["brand"] = "Averna",
        ["method"] = "pin",
        ["language"] = "id",
        ["description"] = "Bittersweet, from Sicily",
        ["priceList"] = "iowa",
        ["source"] = "catalog",
        ["who"] = "Max Manager",
        ["position"] = 1,
        ["minChoices"] = 1,
        ["maxChoices"] = 1,
        ["lot"] = "L2026-11",
        ["serial"] = "000017",
        ["note"] = "Counted on Sunday",
        ["TaxBody.rate"] = "0.07",
        ["WarningBody.code"] = "inventory.short",
        ["WarningBody.message"] = "Only 1 of Averna Amaro was counted, and 2 were sold.",
        ["ReceiptLinks.text"] = $"/api/v1/orders/{Id}/receipt?format=text",
        ["ReceiptLinks.html"] = $"/api/v1/orders/{Id}/receipt?format=html",
        ["ReceiptLinks.escpos"] = $"/api/v1/orders/{Id}/receipt?format=escpos",
        ["ModifierGroupSheet.name"] = "Doneness",
        ["ModifierGroupRequest.name"] = "Doneness",
        ["SheetModifier.name"] = "Medium rare",
        ["ChosenModifier.name"] = "Medium rare",
        ["CategoryRequest.name"] = "Imported Cordials & Liqueurs",
        ["CategorySheet.name"] = "Imported Cordials & Liqueurs",
        ["MenuCategory.name"] = "Steaks",
        ["MenuDish.name"] = "Wagyu Rib Eye Premium",
        ["CreateRegisterRequest.name"] = "Till 7",
        ["ChangeRegisterRequest.name"] = "Till 7",
        ["CreateUserRequest.username"] = "robin",
        ["CreateUserRequest.name"] = "Robin Cashier",
        ["ChangeUserRequest.name"] = "Robin Cashier",
        ["UserBody.name"] = "Robin Cashier",
        ["RegisterPerson.name"] = "Chris Cashier",
        ["Me.name"] = "Chris Cashier",
    };

    // A line names its bottle by barcode or by product; the example shows the first.
    private static readonly HashSet<string> LeftOut = ["LineRequest.productId", "LineRequest.modifiers", "OrderRequest.registerId", "OpenOrderRequest.registerId", "Approver.userId", "Approver.pin", "SheetModifier.id"];

    /// <summary>A new copy of the word: a node belongs to one document.</summary>
    public static JsonNode? Find(string name) => Words.TryGetValue(name, out var word) ? word.DeepClone() : null;

    public static bool IsLeftOut(string path) => LeftOut.Contains(path);
}
