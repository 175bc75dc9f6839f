using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Errors;

namespace PosAspire.Api.Shared;

/// <summary>The API's OpenAPI document: every endpoint with an example of each body and of each error that it declares.</summary>
internal static class ApiDocument
{
    private const string BearerScheme = "bearer";
    private const string ProblemSchema = "Problem";
    private const string Json = "application/json";
    private const string ExampleKey = "till-1-2026-11-22-1042";

    private static readonly Problem[] Anywhere =
        [Problem.Of(StatusCodes.Status500InternalServerError)!, Problem.Of(StatusCodes.Status503ServiceUnavailable)!];

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "PosAspire";
            document.Info.Description = "Point of sale for shops and restaurants. Amounts are whole minor units; errors are problem details (RFC 9457).";
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = BearerScheme, BearerFormat = "JWT" };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        context.Document!.AddComponent(ProblemSchema, await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellation));
        List<Problem> problems = [.. metadata.OfType<Refusals>().SelectMany(refusals => refusals.Problems), .. Anywhere];
        // An id that is none leads to no endpoint at all.
        if (context.Description.ParameterDescriptions.Any(parameter => parameter.RouteInfo?.Constraints?.Any() == true))
            problems.Add(Problem.Of(StatusCodes.Status404NotFound)!);
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            problems.Add(IdentityErrors.Required.ToProblem());
            problems.Add(IdentityErrors.Forbidden.ToProblem());
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(BearerScheme, context.Document)] = [] }];
        }

        if (problems.Any(problem => problem.Code == SharedErrors.KeyMissing.Code))
            AddKey(operation);
        AddExamples(operation, context);
        operation.Responses ??= [];
        var schema = new OpenApiSchemaReference(ProblemSchema, context.Document);
        foreach (var status in problems.GroupBy(problem => problem.Status).OrderBy(group => group.Key))
            operation.Responses[$"{status.Key}"] = Response(status, schema);
    }

    private static void AddKey(OpenApiOperation operation) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = IdempotentRequest.Header,
        In = ParameterLocation.Header,
        Required = true,
        Description = "Chosen by the caller, new for every intent. The same key with the same request is answered as the first time and does nothing again.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyRecord.MaxKeyLength, Pattern = "^[!-~]+$" },
        Example = JsonValue.Create(ExampleKey),
    });

    private static void AddExamples(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = context.Description.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source.Id == "Body");
        if (body is not null && operation.RequestBody?.Content?.TryGetValue(Json, out var request) == true)
            request.Example = ApiExamples.Of(body.Type, json);
        foreach (var answer in context.Description.SupportedResponseTypes)
        {
            if (answer.Type is { } type && type != typeof(void) && operation.Responses?.TryGetValue($"{answer.StatusCode}", out var response) == true
                && response.Content?.TryGetValue(Json, out var content) == true)
                content.Example = ApiExamples.Of(type, json);
        }
    }

    private static OpenApiResponse Response(IEnumerable<Problem> problems, IOpenApiSchema schema) => new()
    {
        Description = string.Join("; ", problems.Select(problem => problem.Title).Distinct()),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new()
            {
                Schema = schema,
                Examples = problems.DistinctBy(problem => problem.Code).ToDictionary(problem => problem.Code, IOpenApiExample (problem) => new OpenApiExample
                {
                    Summary = problem.Title,
                    Value = JsonSerializer.SerializeToNode(Body(problem), JsonSerializerOptions.Web) as JsonObject,
                }),
            },
        },
    };

    private static ProblemBody Body(Problem problem) =>
        new($"urn:posaspire:error:{problem.Code}", problem.Title, problem.Status, problem.Detail, problem.Code, ApiWords.Id);
}

/// <summary>A broken rule as the caller reads it (RFC 9457).</summary>
/// <param name="Detail">A sentence for a cashier.</param>
/// <param name="Code">Stable; what programs decide by.</param>
/// <param name="CorrelationId">Finds this request in the log.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string Code, string CorrelationId);
