using System.Net;
using System.Runtime.CompilerServices;

namespace Stripe;

/// <summary>One kind of object at Stripe, and what can be done with it.</summary>
public abstract class Service
{
    private readonly IStripeClient client;

    protected Service(IStripeClient client) => this.client = client;

    internal Task<T> Ask<T>(string path, BaseOptions options, RequestOptions request, CancellationToken cancellation)
        where T : IStripeEntity => client.RequestAsync<T>(HttpMethod.Get, path, options, request, cancellation);

    internal Task<T> Tell<T>(string path, BaseOptions options, RequestOptions request, CancellationToken cancellation)
        where T : IStripeEntity => client.RequestAsync<T>(HttpMethod.Post, path, options, request, cancellation);

    /// <summary>Page after page, as long as Stripe has more.</summary>
    internal async IAsyncEnumerable<T> Pages<T>(
        string path, ListOptions options, RequestOptions request, [EnumeratorCancellation] CancellationToken cancellation)
        where T : IStripeEntity, IHasId
    {
        for (var next = options ?? new ListOptions(); next is not null;)
        {
            var page = await Ask<StripeList<T>>(path, next, request, cancellation).ConfigureAwait(false);
            foreach (var item in page.Data)
                yield return item;
            next = page is { HasMore: true, Data: [.., var last] } ? next.After(last.Id) : null;
        }
    }

    internal static string Escape(string id) => WebUtility.UrlEncode(id);
}
