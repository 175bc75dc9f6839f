using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PosAspire.Domain.Database;

namespace PosAspire.Tests.Architecture;

public class RoomTests
{
    /// <summary>Folders that every room may use.</summary>
    private static readonly string[] Common = ["Shared", "Database", "Frame"];

    /// <summary>Properties that may hold another room's entity, as "Entity.Property". None is needed so far.</summary>
    private static readonly string[] HeldEntities = [];

    [Fact]
    public void An_entity_holds_the_ids_of_other_rooms_entities_and_never_the_entities()
    {
        var entities = Entities();
        Assert.True(entities.Count > 5, "The model was not found.");

        var held = from entity in entities
                   from property in entity.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                   from type in TypesIn(property.PropertyType)
                   where entities.Contains(type) && RoomOf(type) != RoomOf(entity)
                   let name = $"{entity.Name}.{property.Name}"
                   where !HeldEntities.Contains(name)
                   select $"{RoomOf(entity)}: {name} is an entity of {RoomOf(type)}";

        Assert.Empty(held);
    }

    [Fact]
    public void No_relation_of_the_model_navigates_into_another_room()
    {
        using var context = Context();
        var navigations = context.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetNavigations())
            .Where(navigation => RoomOf(navigation.DeclaringEntityType.ClrType) != RoomOf(navigation.TargetEntityType.ClrType))
            .Select(navigation => $"{navigation.DeclaringEntityType.ClrType.Name}.{navigation.Name}");

        Assert.Empty(navigations);
    }

    [Theory]
    [InlineData("PosAspire.Domain")]
    [InlineData("PosAspire.Api")]
    [InlineData("PosAspire.Web")]
    [InlineData("PosAspire.Workers")]
    public void A_room_uses_nothing_that_another_room_keeps_to_itself(string project)
    {
        var assembly = Assembly.Load(project);
        var own = assembly.GetTypes()
            .Where(type => type is { IsNotPublic: true, IsNested: false } && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => type.Namespace?.StartsWith(project + ".", StringComparison.Ordinal) == true && !Common.Contains(RoomOf(type)))
            .ToLookup(type => RoomOf(type), type => type.Name.Split('`')[0]);

        var used = from file in Repository.CSharp(project)
                   let room = file.Split('/')[1]
                   where !room.EndsWith(".cs", StringComparison.Ordinal)
                   from others in own
                   where others.Key != room
                   from name in others
                   where !own[room].Contains(name)
                   where Code(file).Any(line => Regex.IsMatch(line, $@"\b{Regex.Escape(name)}\b"))
                   select $"{file} uses {name}, which is internal to {others.Key}";

        Assert.Empty(used);
    }

    private static HashSet<Type> Entities()
    {
        using var context = Context();
        return [.. context.Model.GetEntityTypes().Select(entity => entity.ClrType)];
    }

    // The model needs a provider, not a server: nothing is opened.
    private static PosDbContext Context()
        => new(new DbContextOptionsBuilder<PosDbContext>().UseNpgsql("Host=localhost").Options);

    private static IEnumerable<Type> TypesIn(Type type)
        => type.IsArray ? TypesIn(type.GetElementType()!) : [type, .. type.GetGenericArguments().SelectMany(TypesIn)];

    /// <summary>PosAspire.Domain.Sales.Order → Sales.</summary>
    private static string RoomOf(Type type) => (type.Namespace ?? "").Split('.') is { Length: > 2 } parts ? parts[2] : "";

    private static IEnumerable<string> Code(string file)
        => Repository.Lines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
