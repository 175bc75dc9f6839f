namespace Stripe.Terminal;

public class ReaderGetOptions : BaseOptions;

public class ReaderProcessPaymentIntentOptions : BaseOptions
{
    public string PaymentIntent { get; set; }
}

public class ReaderCancelActionOptions : BaseOptions;

/// <summary>Card readers that are driven from a server.</summary>
public class ReaderService(IStripeClient client) : Service(client)
{
    private const string Path = "/v1/terminal/readers";

    public virtual Task<Reader> GetAsync(
        string id, ReaderGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Ask<Reader>($"{Path}/{Escape(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Reader> ProcessPaymentIntentAsync(
        string id, ReaderProcessPaymentIntentOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Tell<Reader>($"{Path}/{Escape(id)}/process_payment_intent", options, requestOptions, cancellationToken);

    public virtual Task<Reader> CancelActionAsync(
        string id, ReaderCancelActionOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default)
        => Tell<Reader>($"{Path}/{Escape(id)}/cancel_action", options, requestOptions, cancellationToken);
}
