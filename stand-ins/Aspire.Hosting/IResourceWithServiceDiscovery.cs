using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource whose endpoints are handed out as <c>services__name__scheme__0</c>.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
