namespace Stripe;

public class RefundCreateOptions : BaseOptions
{
    public long? Amount { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string PaymentIntent { get; set; }
}

public class RefundGetOptions : BaseOptions;

public class RefundListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string PaymentIntent { get; set; }
}

public class RefundService(IStripeClient client) : Service(client)
{
    private const string Path = "/v1/refunds";

    public virtual Task<Refund> CreateAsync(
        RefundCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Tell<Refund>(Path, options, requestOptions, cancellationToken);

    public virtual Task<Refund> GetAsync(
        string id, RefundGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Ask<Refund>($"{Path}/{Escape(id)}", options, requestOptions, cancellationToken);

    /// <summary>Newest first.</summary>
    public virtual IAsyncEnumerable<Refund> ListAutoPagingAsync(
        RefundListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Pages<Refund>(Path, options, requestOptions, cancellationToken);
}
