namespace PosAspire.ServiceDefaults.Correlation;

/// <summary>Passes the current id on with every call that goes out.</summary>
internal sealed class CorrelationHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CorrelationContext.Current is { } id && !request.Headers.Contains(CorrelationContext.Header))
        {
            request.Headers.Add(CorrelationContext.Header, id);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
