using PosAspire.Domain.Catalog.Search;

namespace PosAspire.Tests.Domain.Catalog.Search;

public sealed class SearchIndexTests
{
    private static readonly SearchIndex<string> Shelf = new(
    [
        Bottle("Johnnie Walker Black", "Diageo", "750 ml", "Scotch Whiskies", "5347"),
        Bottle("Johnnie Walker Red", "Diageo", "1.75 L", "Scotch Whiskies", "5319"),
        Bottle("Johnnie Walker Red", "Diageo", "375 ml", "Scotch Whiskies", "5320"),
        Bottle("Hawkeye Vodka", "Luxco", "750 ml", "American Vodkas", "36306"),
        Bottle("Tito's Handmade Vodka", "Fifth Generation", "750 ml", "American Vodkas", "38177"),
        Bottle("Captain Morgan Spiced Rum", "Diageo", "750 ml", "Spiced Rum", "43337"),
        Bottle("Añejo Reserva", "Casa Ñandú", "700 ml", "Tequila", "TEQ-12"),
        Bottle("Walker's Gin", "Other", "1 L", "Gins", "77"),
    ]);

    [Theory]
    [InlineData("johnnie walker black", "5347")]
    [InlineData("WALKER black JOHNNIE", "5347")]
    [InlineData("jhonnie waker 750", "5347")]
    [InlineData("johnny wlaker blakc", "5347")]
    [InlineData("john walk bl", "5347")]
    [InlineData("jhonn walk bla", "5347")]
    [InlineData("johnniewalker black", "5347")]
    [InlineData("johnnie walker 750ML", "5347")]
    [InlineData("johnnie walker 1750", "5319")]
    [InlineData("johnnie walker 1.75l", "5319")]
    [InlineData("johnnie walker 1,75 l", "5319")]
    [InlineData("titos", "38177")]
    [InlineData("tito's", "38177")]
    [InlineData("luxco", "36306")]
    [InlineData("anejo", "TEQ-12")]
    [InlineData("AÑEJO nandu", "TEQ-12")]
    [InlineData("teq-12", "TEQ-12")]
    [InlineData("43337", "43337")]
    [InlineData("capitan morgen", "43337")]
    [InlineData("diageo rum", "43337")]
    public void What_was_meant_stands_first(string typed, string sku) => Assert.Equal(sku, Find(typed)[0]);

    [Fact]
    public void The_name_counts_more_than_what_stands_around_it()
    {
        var index = new SearchIndex<string>(
        [
            Bottle("Cake", "", "", "Rum", "category"), Bottle("Cake", "Rum Co", "", "", "brand"), Bottle("Cake Rum", "", "", "", "name"), Bottle("Rum Cake", "", "", "", "first"),
        ]);
        Assert.Equal(["first", "name", "brand", "category"], index.Search("rum", 9, _ => true));
    }

    [Fact]
    public void Only_what_holds_most_of_the_words_is_shown() => Assert.Equal(["5319", "5320"], Find("johnnie red"));

    [Theory]
    [InlineData("")]
    [InlineData("  ,. ")]
    [InlineData("zzzzzz")]
    [InlineData("qqq www rum")]
    [InlineData("\ud800 \0 🍾")]
    public void Nothing_known_finds_nothing(string typed) => Assert.Empty(Find(typed));

    [Fact]
    public void A_filter_leaves_room_for_others()
    {
        Assert.Equal(["5320"], Shelf.Search("johnnie", 1, sku => sku == "5320"));
        Assert.Equal(2, Shelf.Search("johnnie", 2, _ => true).Count);
    }

    [Fact]
    public void What_changed_is_found_as_it_is_now()
    {
        var id = Guid.NewGuid();
        var index = new SearchIndex<string>([new(id, "old", "Blue Label", "", "", "", "1"), Bottle("Blue Curacao", "", "", "", "other")]);
        var next = index.With([new(id, "new", "Green Label", "", "", "", "1")])!;
        Assert.Equal(["new"], next.Search("green", 9, _ => true));
        Assert.Equal(["other"], next.Search("blue", 9, _ => true));
        var later = next.With([new(id, "newest", "Blue Ribbon", "", "", "", "1")])!;
        Assert.Equal(["newest", "other"], later.Search("blue", 9, _ => true).Order());
        Assert.Empty(later.Search("green", 9, _ => true));
        // The older ones go on answering whoever still holds them.
        Assert.Equal(["old", "other"], index.Search("blue", 9, _ => true).Order());
    }

    [Fact]
    public void Too_many_changes_ask_for_a_new_whole() =>
        Assert.Null(Shelf.With(Enumerable.Range(0, SearchIndex<string>.MaxChanged + 1).Select(number => Bottle($"New {number}", "", "", "", $"{number}"))));

    [Fact]
    public async Task Many_at_once_get_what_each_asked_for()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() =>
            Enumerable.Range(0, 50).Select(_ => Find(number % 2 == 0 ? "jhonnie waker 750" : "hawkeye")[0]).Distinct().Single())));
        Assert.All(answers.Index(), answer => Assert.Equal(answer.Index % 2 == 0 ? "5347" : "36306", answer.Item));
    }

    [Theory]
    [InlineData("walker", "walker", 0)]
    [InlineData("waker", "walker", 1)]
    [InlineData("wlaker", "walker", 1)]
    [InlineData("walter", "walker", 1)]
    [InlineData("kitten", "sitting", 100)]
    [InlineData("", "ab", 2)]
    public void Mistakes_are_counted_as_people_make_them(string typed, string right, int mistakes)
    {
        var distance = typeof(SearchIndex<>).Assembly.GetType("PosAspire.Domain.Catalog.Search.EditDistance")!.GetMethod("Of")!;
        Assert.Equal(mistakes, distance.CreateDelegate<Distance>()(typed, right, 2));
    }

    private delegate int Distance(ReadOnlySpan<char> typed, ReadOnlySpan<char> right, int limit);

    private static IReadOnlyList<string> Find(string typed) => Shelf.Search(typed, 10, _ => true);

    private static SearchDocument<string> Bottle(string name, string brand, string size, string category, string sku) => new(Guid.NewGuid(), sku, name, brand, size, category, sku);
}
