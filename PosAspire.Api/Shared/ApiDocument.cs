using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PosAspire.Domain.Identity;
using PosAspire.ServiceDefaults.Errors;

namespace PosAspire.Api.Shared;

/// <summary>The API's OpenAPI document: every endpoint with the errors it declares, each with an example.</summary>
internal static class ApiDocument
{
    private const string BearerScheme = "bearer";
    private const string ProblemSchema = "Problem";
    private const string ExampleId = "0198c0de-0000-7000-8000-000000000000";

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
        options.AddOperationTransformer(async (operation, context, cancellation) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            context.Document!.AddComponent(ProblemSchema, await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellation));
            var schema = new OpenApiSchemaReference(ProblemSchema, context.Document);
            List<Problem> problems = [.. metadata.OfType<Refusals>().SelectMany(refusals => refusals.Problems), .. Anywhere];
            if (!metadata.OfType<IAllowAnonymous>().Any())
            {
                problems.Add(IdentityErrors.Required.ToProblem());
                problems.Add(IdentityErrors.Forbidden.ToProblem());
                operation.Security = [new() { [new OpenApiSecuritySchemeReference(BearerScheme, context.Document)] = [] }];
            }

            operation.Responses ??= [];
            foreach (var status in problems.GroupBy(problem => problem.Status).OrderBy(group => group.Key))
                operation.Responses[$"{status.Key}"] = Response(status, schema);
        });
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
        new($"urn:posaspire:error:{problem.Code}", problem.Title, problem.Status, problem.Detail, problem.Code, ExampleId);
}

/// <summary>A broken rule as the caller reads it (RFC 9457).</summary>
/// <param name="Detail">A sentence for a cashier.</param>
/// <param name="Code">Stable; what programs decide by.</param>
/// <param name="CorrelationId">Finds this request in the log.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string Code, string CorrelationId);
