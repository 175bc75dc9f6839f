namespace PosAspire.Api.Shared;

/// <summary>Where the API is described: the document everywhere, a page to read and try it in development.</summary>
internal static class ApiDocs
{
    /// <summary>The page's address, below the root.</summary>
    private const string Page = "swagger";

    private const string Document = "/openapi/v1.json";

    // Everything the page loads comes from this host.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Before authorization: the page holds no secret, and whoever tries an endpoint with it signs in like everyone.</summary>
    public static void UseApiPage(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            return;
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments($"/{Page}", StringComparison.Ordinal))
            {
                context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Response.Headers.XContentTypeOptions = "nosniff";
            }

            return next(context);
        });
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Page;
            page.DocumentTitle = "PosAspire API";
            page.SwaggerEndpoint(Document, "v1");
        });
    }
}
