using PosAspire.Domain.Identity;

namespace PosAspire.Tests.Domain.Identity;

public sealed class SignInRulesTests
{
    [Theory]
    [InlineData("pos-demo-2026", true)]
    [InlineData("three long words", true)]
    [InlineData("correct horse battery staple", true)]
    [InlineData("short", false)]
    [InlineData("nine-char", false)]
    [InlineData("aaaaaaaaaaaaaaaa", false)]
    [InlineData("1212121212121212", false)]
    [InlineData("password2026", false)]
    [InlineData("Passw0rdPassword", true)]
    [InlineData("PASSWORD!!!!", false)]
    [InlineData("qwerty123456", false)]
    [InlineData("sari.wati2026", false)]
    [InlineData("with\u0000nothing inside", false)]
    public void A_password_is_long_and_not_guessed_first(string password, bool good) =>
        Assert.Equal(good, SignInRules.CheckPassword(password, "sari.wati") is null);

    [Theory]
    [InlineData("900001", true)]
    [InlineData("481593", true)]
    [InlineData("112233", true)]
    [InlineData("000000", false)]
    [InlineData("123456", false)]
    [InlineData("890123", false)]
    [InlineData("654321", false)]
    [InlineData("210987", false)]
    [InlineData("272727", false)]
    [InlineData("123123", false)]
    [InlineData("12345", false)]
    [InlineData("1234567", false)]
    [InlineData("48159a", false)]
    [InlineData("４８１５９３", false)]
    public void A_PIN_has_six_digits_that_neither_count_nor_repeat(string pin, bool good) => Assert.Equal(good, SignInRules.CheckPin(pin) is null);

    [Theory]
    [InlineData(" Sari.Wati-2 ", "sari.wati-2")]
    [InlineData("", null)]
    [InlineData("sari wati", null)]
    [InlineData("särï", null)]
    [InlineData("sari\u0000", null)]
    public void A_user_name_is_plain_letters(string text, string? stored) => Assert.Equal(stored, SignInRules.Username(text));

    [Theory]
    [InlineData("cashier@LIQ1", "cashier", "LIQ1")]
    [InlineData("admin", "admin", "*")]
    [InlineData("admin@*", "admin", "*")]
    [InlineData("waiter@LIQ1", null, null)]
    [InlineData("cashier@liq1", null, null)]
    [InlineData("cashier@", null, null)]
    [InlineData("cashier@LIQ1@STK1", null, null)]
    [InlineData("Admin@*", null, null)]
    public void A_role_and_its_place_are_read_exactly(string text, string? role, string? location)
    {
        var read = RoleGrant.TryParse(text, out var grant);
        Assert.Equal(role is not null, read);
        if (read)
            Assert.Equal((role, location), (grant.Role, grant.Location));
    }
}
