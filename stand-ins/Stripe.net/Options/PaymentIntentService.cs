namespace Stripe;

public class PaymentIntentCreateOptions : BaseOptions
{
    public long? Amount { get; set; }

    public string CaptureMethod { get; set; }

    public string Currency { get; set; }

    public string Description { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string PaymentMethod { get; set; }

    public List<string> PaymentMethodTypes { get; set; }
}

public class PaymentIntentGetOptions : BaseOptions;

public class PaymentIntentConfirmOptions : BaseOptions
{
    public string PaymentMethod { get; set; }
}

public class PaymentIntentCaptureOptions : BaseOptions
{
    public long? AmountToCapture { get; set; }
}

public class PaymentIntentCancelOptions : BaseOptions;

public class PaymentIntentListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
}

public class PaymentIntentSearchOptions : SearchOptions;

public class PaymentIntentService(IStripeClient client) : Service(client)
{
    private const string Path = "/v1/payment_intents";

    public virtual Task<PaymentIntent> CreateAsync(
        PaymentIntentCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Tell<PaymentIntent>(Path, options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> GetAsync(
        string id, PaymentIntentGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Ask<PaymentIntent>($"{Path}/{Escape(id)}", options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> ConfirmAsync(
        string id, PaymentIntentConfirmOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Tell<PaymentIntent>($"{Path}/{Escape(id)}/confirm", options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> CaptureAsync(
        string id, PaymentIntentCaptureOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Tell<PaymentIntent>($"{Path}/{Escape(id)}/capture", options, requestOptions, cancellationToken);

    public virtual Task<PaymentIntent> CancelAsync(
        string id, PaymentIntentCancelOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Tell<PaymentIntent>($"{Path}/{Escape(id)}/cancel", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<PaymentIntent>> ListAsync(
        PaymentIntentListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Ask<StripeList<PaymentIntent>>(Path, options, requestOptions, cancellationToken);

    /// <summary>Newest first.</summary>
    public virtual IAsyncEnumerable<PaymentIntent> ListAutoPagingAsync(
        PaymentIntentListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Pages<PaymentIntent>(Path, options, requestOptions, cancellationToken);

    /// <summary>By query. What was made in the last minute may be missing.</summary>
    public virtual Task<StripeSearchResult<PaymentIntent>> SearchAsync(
        PaymentIntentSearchOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Ask<StripeSearchResult<PaymentIntent>>($"{Path}/search", options, requestOptions, cancellationToken);
}
