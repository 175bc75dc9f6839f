using System.Reflection;
using System.Xml.Linq;

namespace PosAspire.Tests.Architecture;

public class ProjectTests
{
    [Theory]
    [InlineData("PosAspire.Domain", "")]
    [InlineData("PosAspire.ServiceDefaults", "")]
    [InlineData("PosAspire.Api", "PosAspire.Domain PosAspire.ServiceDefaults")]
    [InlineData("PosAspire.Workers", "PosAspire.Domain PosAspire.ServiceDefaults")]
    [InlineData("PosAspire.Web", "PosAspire.ServiceDefaults")]
    [InlineData("PosAspire.AppHost", "PosAspire.Api PosAspire.Web PosAspire.Workers")]
    public void A_project_refers_only_to_these_of_ours(string project, string allowed)
    {
        var references = XDocument.Load(Path.Combine(Repository.Root, project, project + ".csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Empty(references.Except(allowed.Split(' ')));
    }

    [Fact]
    public void The_graph_starts_the_other_projects_but_compiles_against_none_of_their_code()
    {
        var references = Assembly.Load("PosAspire.AppHost").GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.DoesNotContain(references, name => name.StartsWith("PosAspire.", StringComparison.Ordinal));
    }

    /// <summary>Except the stand-ins: on the full feed nobody builds them, on the other their users do.</summary>
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "PosAspire.sln")).Replace('\\', '/');
        var projects = Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).ToList();

        Assert.All(projects, project => Assert.Equal(
            !project.StartsWith("stand-ins/", StringComparison.Ordinal), solution.Contains($"\"{project}\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("PosAspire.AppHost/AppHost.cs", 60)]
    [InlineData("PosAspire.Api/Program.cs", 40)]
    [InlineData("PosAspire.Web/Program.cs", 40)]
    [InlineData("PosAspire.Workers/Program.cs", 40)]
    public void An_entry_point_reads_at_a_glance(string file, int most) => Assert.InRange(Repository.Lines(file).Length, 1, most);
}
