using PosAspire.Api.Identity;

namespace PosAspire.Tests.Api.Identity.Matrix;

/// <summary>One endpoint as the matrix calls it.</summary>
/// <param name="Policy">Who may: the policy that the endpoint must name.</param>
/// <param name="Address">Below <c>/api/v1</c>. <c>{order}</c> and its like stand for what <see cref="SampleShop"/> has made.</param>
/// <param name="Shop">The shop that the request concerns.</param>
/// <param name="Body">JSON, with the same placeholders.</param>
internal sealed record Sample(string Policy, string Address, string Shop = "LIQ1", string? Body = null);

/// <summary>
/// Who may do what. Every endpoint that is not for everyone stands here once, with a request that the API can read: a new endpoint
/// fails <see cref="MatrixTests"/> until it has a line, and the line is where to decide about its policy. A row that the address
/// names is made by <see cref="SampleShop"/>, in the sample's shop.
/// </summary>
internal static class SampleRequests
{
    private const string Choices = """ "minChoices":0,"maxChoices":1,"modifiers":[{"name":"Gift box","prices":[{"priceList":"iowa","priceMinor":300}]}] """;

    private const string Item =
        """ "name":"Sample","categoryId":"{category}","isStocked":true,"barcodes":[],"prices":[{"priceList":"iowa","priceMinor":100}],"modifierGroups":["{choices}"] """;

    private const string Line = """{"productId":"{product}","quantity":1}""";

    private const string Seat = """ "area":"Room","seats":2,"shape":"round","x":0,"y":0 """;

    public static readonly IReadOnlyDictionary<string, Sample> Table = new Dictionary<string, Sample>
    {
        // Identity
        ["POST /auth/logout"] = new(Policies.Staff, "/auth/logout"),
        ["POST /auth/password"] = new(Policies.Staff, "/auth/password", Body: """{"currentPassword":"not this one","newPassword":"three long words"}"""),
        ["GET /auth/me"] = new(Policies.Staff, "/auth/me"),
        ["GET /auth/sessions"] = new(Policies.Staff, "/auth/sessions"),
        ["DELETE /auth/sessions/{id:guid}"] = new(Policies.Staff, "/auth/sessions/{session}"),
        ["GET /admin/users"] = new(Policies.Admin, "/admin/users"),
        ["POST /admin/users"] = new(Policies.Admin, "/admin/users",
            Body: """{"username":"sample-{new}","name":"Sample","roles":[{"role":"cashier","location":"LIQ1"}],"password":"three long words"}"""),
        ["GET /admin/users/{id:guid}"] = new(Policies.Admin, "/admin/users/{user}"),
        ["PUT /admin/users/{id:guid}"] = new(Policies.Admin, "/admin/users/{user}",
            Body: """{"name":"Sample","roles":[{"role":"cashier","location":"LIQ1"}],"isActive":true,"version":1}"""),
        ["DELETE /admin/users/{id:guid}"] = new(Policies.Admin, "/admin/users/{user}"),
        ["POST /admin/users/{id:guid}/password"] = new(Policies.Admin, "/admin/users/{user}/password", Body: """{"password":"three long words"}"""),
        ["POST /admin/users/{id:guid}/pin"] = new(Policies.Admin, "/admin/users/{user}/pin", Body: """{"pin":"481593"}"""),
        ["POST /admin/users/{id:guid}/unlock"] = new(Policies.Admin, "/admin/users/{user}/unlock"),
        ["DELETE /admin/users/{id:guid}/sessions"] = new(Policies.Admin, "/admin/users/{user}/sessions"),

        // Registers
        ["GET /registers"] = new(Policies.Staff, "/registers?location=LIQ1"),
        ["GET /registers/{id:guid}/people"] = new(Policies.Staff, "/registers/{register}/people"),
        ["POST /registers"] = new(Policies.Manage, "/registers", Body: """{"location":"LIQ1","name":"Sample {new}"}"""),
        ["PUT /registers/{id:guid}"] = new(Policies.Manage, "/registers/{register}", Body: """{"name":"Sample","isActive":true,"version":1}"""),
        ["DELETE /registers/{id:guid}"] = new(Policies.Manage, "/registers/{register}"),
        ["POST /registers/{id:guid}/unlock"] = new(Policies.Manage, "/registers/{register}/unlock"),

        ["GET /registers/{id:guid}/devices"] = new(Policies.Manage, "/registers/{register}/devices"),
        ["POST /registers/{id:guid}/devices"] = new(Policies.Manage, "/registers/{register}/devices", Body: """{"name":"Sample"}"""),
        ["DELETE /registers/{id:guid}/devices/{deviceId:guid}"] = new(Policies.Manage, "/registers/{register}/devices/01980000-0000-7000-8000-000000000000"),

        // Catalog
        ["GET /products/by-barcode/{code}"] = new(Policies.Staff, "/products/by-barcode/000400203940?location=LIQ1"),
        ["GET /products/search"] = new(Policies.Staff, "/products/search?location=LIQ1&q=rum"),
        ["GET /products/shelf"] = new(Policies.Staff, "/products/shelf?location=LIQ1"),
        ["GET /products"] = new(Policies.Staff, "/products?location=LIQ1"),
        ["GET /products/{id:guid}"] = new(Policies.Staff, "/products/{item}"),
        ["GET /products/{id:guid}/price-changes"] = new(Policies.Manage, "/products/{item}/price-changes"),
        ["POST /products"] = new(Policies.Manage, "/products", Body: $$"""{"sku":"{new}",{{Item}}}"""),
        ["PUT /products/{id:guid}"] = new(Policies.Manage, "/products/{item}", Body: $$"""{"sku":"sample","version":1,{{Item}}}"""),
        ["DELETE /products/{id:guid}"] = new(Policies.Manage, "/products/{item}"),
        ["GET /categories"] = new(Policies.Staff, "/categories"),
        ["GET /categories/{id:guid}"] = new(Policies.Staff, "/categories/{category}"),
        ["POST /categories"] = new(Policies.Manage, "/categories", Body: """{"name":"Sample {new}","position":1}"""),
        ["PUT /categories/{id:guid}"] = new(Policies.Manage, "/categories/{category}", Body: """{"name":"Sample","position":1,"version":1}"""),
        ["DELETE /categories/{id:guid}"] = new(Policies.Manage, "/categories/{category}"),
        ["GET /modifier-groups"] = new(Policies.Staff, "/modifier-groups"),
        ["GET /modifier-groups/{id:guid}"] = new(Policies.Staff, "/modifier-groups/{choices}"),
        ["POST /modifier-groups"] = new(Policies.Manage, "/modifier-groups", Body: $$"""{"name":"Sample {new}",{{Choices}}}"""),
        ["PUT /modifier-groups/{id:guid}"] = new(Policies.Manage, "/modifier-groups/{choices}", Body: $$"""{"name":"Sample","version":1,{{Choices}}}"""),
        ["DELETE /modifier-groups/{id:guid}"] = new(Policies.Manage, "/modifier-groups/{choices}"),

        ["PUT /products/{id:guid}/image"] = new(Policies.Manage, "/products/{item}/image", Body: "no picture"),
        ["DELETE /products/{id:guid}/image"] = new(Policies.Manage, "/products/{item}/image"),
        ["GET /price-lists"] = new(Policies.Staff, "/price-lists"),

        ["POST /imports/products"] = new(Policies.Manage, "/imports/products?location=LIQ1", Body: "sku,name,price"),
        ["GET /imports"] = new(Policies.Manage, "/imports?location=LIQ1"),
        ["GET /imports/{id:guid}"] = new(Policies.Manage, "/imports/{import}"),
        ["GET /imports/{id:guid}/report"] = new(Policies.Manage, "/imports/{import}/report"),

        // Locations
        ["GET /locations/{code}"] = new(Policies.Manage, "/locations/LIQ1"),
        ["PUT /locations/{code}"] = new(Policies.Manage, "/locations/LIQ1", Body: """{"name":"Sample","version":1}"""),

        // Inventory
        ["GET /inventory/levels"] = new(Policies.Staff, "/inventory/levels?location=LIQ1"),
        ["GET /inventory/low-stock"] = new(Policies.Staff, "/inventory/low-stock?location=LIQ1"),
        ["GET /inventory/movements"] = new(Policies.Manage, "/inventory/movements?location=LIQ1"),
        ["POST /inventory/adjustments"] = new(Policies.Manage, "/inventory/adjustments", Body: $$"""{"location":"LIQ1","reason":"receipt","lines":[{{Line}}]}"""),
        ["PUT /inventory/levels/{productId:guid}"] = new(Policies.Manage, "/inventory/levels/{product}", Body: """{"location":"LIQ1","policy":"block","reorderPoint":6}"""),

        // Sales
        ["GET /locations"] = new(Policies.Staff, "/locations"),
        ["POST /orders/quote"] = new(Policies.Sell, "/orders/quote", Body: $$"""{"location":"LIQ1","lines":[{{Line}}]}"""),
        ["POST /orders"] = new(Policies.Sell, "/orders",
            Body: $$"""{"location":"LIQ1","lines":[{{Line}}],"tenders":[{"type":"cash","amountMinor":1000000}]}"""),
        ["GET /orders"] = new(Policies.Sell, "/orders?location=LIQ1"),
        ["GET /orders/summary"] = new(Policies.Manage, "/orders/summary?location=LIQ1"),
        ["GET /orders/{id:guid}"] = new(Policies.Sell, "/orders/{order}"),
        ["GET /orders/{id:guid}/receipt"] = new(Policies.Sell, "/orders/{order}/receipt"),
        ["POST /orders/open"] = new(Policies.Serve, "/orders/open", Body: $$"""{"location":"LIQ1","lines":[{{Line}}]}"""),
        ["POST /orders/{id:guid}/lines"] = new(Policies.Serve, "/orders/{table}/lines", Body: $$"""{"lines":[{{Line}}]}"""),
        ["PUT /orders/{id:guid}/lines/{lineNo:int}"] = new(Policies.Serve, "/orders/{table}/lines/1", Body: """{"quantity":2}"""),
        ["DELETE /orders/{id:guid}/lines/{lineNo:int}"] = new(Policies.Serve, "/orders/{table}/lines/1"),
        ["POST /orders/{id:guid}/send"] = new(Policies.Serve, "/orders/{table}/send"),
        ["POST /orders/{id:guid}/pay"] = new(Policies.Sell, "/orders/{table}/pay", Body: """{"tenders":[{"type":"cash","amountMinor":1000000}]}"""),
        ["POST /orders/{id:guid}/cancel"] = new(Policies.Serve, "/orders/{table}/cancel", Body: """{"reason":"sample"}"""),
        ["POST /orders/{id:guid}/void"] = new(Policies.Sell, "/orders/{order}/void",
            Body: """{"reason":"sample","approver":{"username":"manager","password":"pos-demo-2026"}}"""),
        ["POST /orders/{id:guid}/move"] = new(Policies.Serve, "/orders/{table}/move", Body: """{"tableId":"{seat}"}"""),
        ["POST /orders/{id:guid}/bill"] = new(Policies.Serve, "/orders/{table}/bill"),

        ["POST /orders/{id:guid}/refunds/quote"] = new(Policies.Sell, "/orders/{order}/refunds/quote", Body: """{"amountMinor":1}"""),
        ["POST /orders/{id:guid}/refunds"] = new(Policies.Sell, "/orders/{order}/refunds", Body: """{"reason":"sample","amountMinor":1}"""),
        ["POST /orders/{id:guid}/refunds/{refundId:guid}/payouts"] = new(Policies.Manage, "/orders/{order}/refunds/{session}/payouts", Body: """{"method":"cash"}"""),
        ["POST /orders/{id:guid}/exchange"] = new(Policies.Sell, "/orders/{order}/exchange", Body: """{"orderId":"{session}"}"""),
        ["GET /locations/{code}/refund-limit"] = new(Policies.Manage, "/locations/LIQ1/refund-limit"),
        ["PUT /locations/{code}/refund-limit"] = new(Policies.Admin, "/locations/LIQ1/refund-limit", Body: """{"limitMinor":5000}"""),
        ["GET /locations/{code}/offline-limits"] = new(Policies.Manage, "/locations/LIQ1/offline-limits"),
        ["PUT /locations/{code}/offline-limits"] = new(Policies.Admin, "/locations/LIQ1/offline-limits", Body: """{"itemMinor":10000,"totalMinor":200000}"""),
        ["GET /orders/{id:guid}/refunds"] = new(Policies.Sell, "/orders/{order}/refunds"),

        // Carts
        ["GET /registers/{id:guid}/cart"] = new(Policies.Sell, "/registers/{till}/cart"),
        ["POST /registers/{id:guid}/cart/lines"] = new(Policies.Sell, "/registers/{till}/cart/lines", Body: Line),
        ["PUT /registers/{id:guid}/cart/lines/{lineNo:int}"] = new(Policies.Sell, "/registers/{till}/cart/lines/1", Body: """{"quantity":2}"""),
        ["DELETE /registers/{id:guid}/cart/lines/{lineNo:int}"] = new(Policies.Sell, "/registers/{till}/cart/lines/1"),
        ["PUT /registers/{id:guid}/cart/note"] = new(Policies.Sell, "/registers/{till}/cart/note", Body: """{"note":"Sample"}"""),
        ["DELETE /registers/{id:guid}/cart"] = new(Policies.Sell, "/registers/{till}/cart"),
        ["POST /registers/{id:guid}/cart/park"] = new(Policies.Sell, "/registers/{till}/cart/park", Body: """{"label":"Sample"}"""),
        ["POST /registers/{id:guid}/cart/resume"] = new(Policies.Sell, "/registers/{till}/cart/resume", Body: """{"cartId":"{session}"}"""),
        ["POST /registers/{id:guid}/cart/pay"] = new(Policies.Sell, "/registers/{till}/cart/pay",
            Body: """{"cartId":"{session}","version":1,"tenders":[{"type":"cash","amountMinor":1000000}]}"""),
        ["GET /locations/{code}/parked"] = new(Policies.Sell, "/locations/LIQ1/parked"),
        ["DELETE /locations/{code}/parked/{cartId:guid}"] = new(Policies.Sell, "/locations/LIQ1/parked/{session}"),
        ["GET /registers/{id:guid}/print-jobs"] = new(Policies.Sell, "/registers/{till}/print-jobs"),
        ["POST /orders/{id:guid}/print"] = new(Policies.Sell, "/orders/{order}/print", Body: """{"registerId":"{till}","copy":true}"""),
        ["GET /orders/{id:guid}/journal"] = new(Policies.Manage, "/orders/{order}/journal"),

        // Payments
        ["POST /registers/{id:guid}/cart/checkout"] = new(Policies.Sell, "/registers/{till}/cart/checkout", Body: """{"cartId":"{session}","version":1}"""),
        ["POST /orders/{id:guid}/checkout"] = new(Policies.Sell, "/orders/{table}/checkout"),
        ["GET /orders/{id:guid}/checkout"] = new(Policies.Sell, "/orders/{order}/checkout"),
        ["POST /orders/{id:guid}/tenders"] = new(Policies.Sell, "/orders/{order}/tenders", Body: """{"type":"cash","amountMinor":1000000}"""),
        ["POST /orders/{id:guid}/tenders/{tender:guid}/cancel"] = new(Policies.Sell, "/orders/{order}/tenders/{session}/cancel"),
        ["POST /orders/{id:guid}/checkout/cancel"] = new(Policies.Sell, "/orders/{order}/checkout/cancel", Body: """{"reason":"sample"}"""),
        ["POST /stored-value/codes"] = new(Policies.Sell, "/stored-value/codes"),
        ["POST /stored-value"] = new(Policies.Manage, "/stored-value", Body: """{"location":"LIQ1","kind":"gift_card","cardCode":"{new}","amountMinor":2500}"""),
        ["POST /stored-value/top-up"] = new(Policies.Manage, "/stored-value/top-up", Body: """{"location":"LIQ1","cardCode":"{session}","amountMinor":2500}"""),
        ["POST /stored-value/balance"] = new(Policies.Sell, "/stored-value/balance", Body: """{"location":"LIQ1","cardCode":"{session}"}"""),

        // Live
        ["GET /locations/{code}/changes"] = new(Policies.Staff, "/locations/LIQ1/changes"),

        // Payments and monitoring
        ["GET /orders/{id:guid}/tenders/{tender:guid}/qr"] = new(Policies.Sell, "/orders/{order}/tenders/01980000-0000-7000-8000-000000000000/qr"),
        ["GET /payments/providers"] = new(Policies.Sell, "/payments/providers"),
        ["PUT /payments/providers/{name}"] = new(Policies.Manage, "/payments/providers/stripe", Body: """{"mode":"automatic","reason":"It answers again"}"""),
        ["GET /payments/matches"] = new(Policies.Manage, "/payments/matches?location=LIQ1"),
        ["POST /payments/matches"] = new(Policies.Manage, "/payments/matches"),
        ["GET /payments/queue"] = new(Policies.Manage, "/payments/queue?location=LIQ1"),
        ["GET /payments/cases"] = new(Policies.Manage, "/payments/cases?location=LIQ1"),
        ["POST /payments/cases/{id:guid}/resolve"] = new(Policies.Manage, "/payments/cases/{case}/resolve", Body: """{"note":"Given back in the provider's pages"}"""),
        ["GET /monitoring/business"] = new(Policies.Manage, "/monitoring/business"),

        // Dining
        ["GET /dining/{location}/tables"] = new(Policies.Serve, "/dining/LIQ1/tables"),
        ["POST /dining/{location}/tables"] = new(Policies.Manage, "/dining/LIQ1/tables", Body: $$"""{"name":"Sample",{{Seat}}}"""),
        ["PUT /dining/{location}/tables/{id:guid}"] = new(Policies.Manage, "/dining/LIQ1/tables/{seat}", Body: $$"""{"name":"Sample","version":1,{{Seat}}}"""),
        ["DELETE /dining/{location}/tables/{id:guid}"] = new(Policies.Manage, "/dining/LIQ1/tables/{seat}"),
        ["GET /dining/{location}/out"] = new(Policies.Staff, "/dining/LIQ1/out"),
        ["PUT /dining/{location}/out/{productId:guid}"] = new(Policies.Staff, "/dining/LIQ1/out/{item}"),
        ["DELETE /dining/{location}/out/{productId:guid}"] = new(Policies.Staff, "/dining/LIQ1/out/{item}"),
        ["GET /kitchen/{location}/tickets"] = new(Policies.Kitchen, "/kitchen/LIQ1/tickets"),
        ["POST /kitchen/tickets/{id:guid}/bump"] = new(Policies.Kitchen, "/kitchen/tickets/{ticket}/bump", "STK1"),
        ["POST /kitchen/tickets/{id:guid}/recall"] = new(Policies.Kitchen, "/kitchen/tickets/{ticket}/recall", "STK1"),
        ["GET /locations/{code}/hours"] = new(Policies.Staff, "/locations/LIQ1/hours"),
        ["PUT /locations/{code}/hours"] = new(Policies.Manage, "/locations/LIQ1/hours", Body: """{"hours":[{"day":1,"opens":"09:00","closes":"21:00"}]}"""),
    };
}
