namespace PosAspire.Web.Frame;

/// <summary>Sends the request id of the page's request on to Api, so that one id finds both in the logs.</summary>
public sealed class CorrelationForwarding(IHttpContextAccessor accessor) : DelegatingHandler
{
    private const string Header = "X-Request-ID";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (accessor.HttpContext is { } http && !request.Headers.Contains(Header))
            request.Headers.TryAddWithoutValidation(Header, RequestId(http));
        return base.SendAsync(request, cancellationToken);
    }

    // The answer's header is what ServiceDefaults settled on; it may have replaced what the caller sent.
    private static string RequestId(HttpContext http) =>
        http.Response.Headers[Header].ToString() is { Length: > 0 } settled ? settled : http.TraceIdentifier;
}
