using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Offline;

namespace PosAspire.Api.Sales.Paying;

/// <summary>The code of a tender that waits to be scanned, as a picture.</summary>
internal static class ShowQr
{
    public static async Task<Results<FileContentHttpResult, PosProblem>> HandleAsync(
        Guid id, Guid tender, HttpContext http, Actor actor, CheckoutDesk desk, TimeProvider clock, CancellationToken cancellation)
    {
        var (at, unknown) = await desk.FindAsync(id, actor, cancellation);
        if (at is null)
            return unknown!.AsProblem();
        if (at.Stored.Payments.Find(payment => payment.Id == tender) is not { } payment)
            return PaymentErrors.UnknownTender.AsProblem();
        if (payment is not { Status: PaymentStatus.RequiresAction, Qr: { } code } || payment.ExpiresAt <= clock.GetUtcNow().UtcDateTime)
            return OfflineErrors.NoCode.AsProblem();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(Encoding.UTF8.GetBytes(QrPicture.Svg(code, "QRIS")), "image/svg+xml");
    }
}
