using System.Diagnostics;
using System.Text.RegularExpressions;
using PosAspire.ServiceDefaults.Identity;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Workers.Identity;

public sealed class UserCommandTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_person_is_added_listed_unlocked_and_switched_off()
    {
        await using var database = await ShopDatabase.SeededAsync();
        var added = await RunAsync(database, "three long words\n481593\n", "user", "add", "Sari", "--role", "cashier@LIQ1", "--role", "server@STK1", "--pin");
        Assert.True(added.Code == 0, added.Errors);
        Assert.DoesNotContain("three long words", added.Output, StringComparison.Ordinal);
        Assert.True(Passwords.Verify(await database.ScalarAsync<string>("SELECT password_hash FROM users WHERE username = 'sari'"), "three long words"));
        Assert.True(Passwords.Verify(await database.ScalarAsync<string>("SELECT pin_hash FROM users WHERE username = 'sari'"), "481593"));
        Assert.Contains("sari  active  PIN  cashier@LIQ1 server@STK1", (await RunAsync(database, "", "user", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(database, "", "user", "unlock", "sari")).Code);
        Assert.Equal(0, (await RunAsync(database, "", "user", "disable", "sari")).Code);
        Assert.False(await database.ScalarAsync<bool>("SELECT is_active FROM users WHERE username = 'sari'"));
        var last = await RunAsync(database, "", "user", "disable", "admin");
        Assert.Equal((1, true), (last.Code, await database.ScalarAsync<bool>("SELECT is_active FROM users WHERE username = 'admin'")));
        Assert.Contains("last person", last.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generated_secrets_are_shown_once_and_work()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        var added = await RunAsync(database, "", "user", "add", "first", "--role", "admin", "--generate", "--pin");
        Assert.True(added.Code == 0, added.Errors);
        var shown = Regex.Match(added.Output, @"Password (\S{20}), PIN (\d{6}): shown this once");
        Assert.True(Passwords.Verify(await database.ScalarAsync<string>("SELECT password_hash FROM users"), shown.Groups[1].Value));
        Assert.True(Passwords.Verify(await database.ScalarAsync<string>("SELECT pin_hash FROM users"), shown.Groups[2].Value));
    }

    [Theory]
    [InlineData("too easy to guess", "password123\n", "user", "add", "x", "--role", "cashier")]
    [InlineData("too easy to guess", "", "user", "add", "x", "--role", "cashier")]
    [InlineData("PIN is too easy", "three long words\n123456\n", "user", "add", "x", "--role", "cashier", "--pin")]
    [InlineData("No such role", "three long words\n", "user", "add", "x", "--role", "waiter")]
    [InlineData("No such role", "three long words\n", "user", "add", "x", "--role", "cashier@NOSHOP")]
    [InlineData("Not a user", "three long words\n", "user", "add", "x y", "--role", "cashier")]
    [InlineData("'--role' is required", "three long words\n", "user", "add", "x")]
    [InlineData("no user nobody", "", "user", "disable", "nobody")]
    [InlineData("Unrecognized", "", "user", "add", "x", "--role", "cashier", "--password", "three long words")]
    public async Task What_cannot_be_done_is_said_and_nothing_is_stored(string said, string input, params string[] arguments)
    {
        await using var database = await ShopDatabase.MigratedAsync();
        var refused = await RunAsync(database, input, arguments);
        Assert.NotEqual(0, refused.Code);
        Assert.Contains(said, refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM users"));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(TestDatabase database, string input, params string[] arguments)
    {
        var logs = Directory.CreateTempSubdirectory("posctl-test-");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PosAspire.Workers.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__posdb"] = database.ConnectionString, ["LOG_DIRECTORY"] = logs.FullName },
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        logs.Delete(recursive: true);
        return (process.ExitCode, await output, await errors);
    }
}
