using System.Reflection;
using PosAspire.Tests.Architecture;

namespace PosAspire.Tests.StandIns.Surface;

/// <summary>
/// Holds stand-ins/surface.txt against the assemblies: a type or member that is added has to be looked up in the real
/// source, and what is listed has to be there. With SURFACE_WRITE=1 in the environment the test rewrites the list from the
/// assemblies, keeps what was said of the real counterparts, and puts "?" where nothing was: then look each one up.
/// </summary>
public class SurfaceTests
{
    private const string Unknown = "?";

    private static readonly string[] StandIns =
        ["Aspire.Hosting", "Aspire.Hosting.PostgreSQL", "Aspire.Hosting.Redis", "Aspire.Hosting.Testing", "Aspire.Npgsql.EntityFrameworkCore.PostgreSQL",
            "Aspire.StackExchange.Redis", "OpenTelemetry.Extensions.Hosting", "OpenTelemetry.Instrumentation.AspNetCore", "Stripe.net"];

    private static string ListFile => Path.Combine(Repository.Root, "stand-ins", "surface.txt");

    [Fact]
    public void Each_public_member_is_listed_beside_its_real_counterpart()
    {
        var actual = Actual().ToList();
        if (Environment.GetEnvironmentVariable("SURFACE_WRITE") == "1")
        {
            Write(actual);
        }

        var listed = Listed();
        Assert.Equal([], actual.Except(listed.Keys));
        Assert.Equal([], listed.Keys.Except(actual));
        Assert.Equal([], listed.Where(entry => entry.Value is "" or Unknown).Select(entry => entry.Key));
    }

    [Fact]
    public void Every_stand_in_is_examined()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "stand-ins")).Select(folder => Path.GetFileName(folder)!);

        Assert.Equal(StandIns.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    /// <summary>"[assembly] type" for a type, "[assembly] type → member" for a member.</summary>
    private static IEnumerable<string> Actual()
    {
        foreach (var assembly in StandIns)
        {
            foreach (var type in Assembly.Load(assembly).GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
            {
                var signature = $"[{assembly}] {Signatures.Of(type)}";
                yield return signature;
                foreach (var member in Signatures.MembersOf(type))
                {
                    yield return $"{signature} → {member}";
                }
            }
        }
    }

    /// <summary>The file holds "[assembly]" lines, below each its types, below each type its members, indented; " | " comes before the real counterpart.</summary>
    private static Dictionary<string, string> Listed()
    {
        var listed = new Dictionary<string, string>();
        var (assembly, type) = ("", "");
        foreach (var line in File.Exists(ListFile) ? File.ReadLines(ListFile).Where(line => line.Length > 0 && line[0] != '#') : [])
        {
            var (signature, real) = line.Split(" | ", 2) is [var left, var right] ? (left, right) : (line, "");
            if (signature.StartsWith('['))
            {
                assembly = signature;
                continue;
            }

            type = signature.StartsWith(' ') ? type : $"{assembly} {signature}";
            listed.Add(signature.StartsWith(' ') ? $"{type} → {signature.Trim()}" : type, real);
        }

        return listed;
    }

    private static void Write(IEnumerable<string> actual)
    {
        var known = Listed();
        var lines = File.Exists(ListFile) ? File.ReadLines(ListFile).TakeWhile(line => line.StartsWith('#')).ToList() : [];
        var assembly = "";
        foreach (var entry in actual)
        {
            var (owner, signature) = entry.Split("] ", 2) is [var first, var rest] ? (first + "]", rest) : throw new InvalidOperationException(entry);
            if (owner != assembly)
            {
                assembly = owner;
                lines.AddRange(["", owner]);
            }

            var real = known.GetValueOrDefault(entry, Unknown);
            lines.Add(signature.Split(" → ") is [_, var member] ? $"    {member} | {real}" : $"{signature} | {real}");
        }

        File.WriteAllLines(ListFile, lines);
    }
}
