using Npgsql;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Shared;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Domain.Payments.Ledgers;

public sealed class StoredValueTests : IAsyncLifetime
{
    private static readonly Guid Shop = Guid.NewGuid();
    private static readonly Guid Somebody = Guid.NewGuid();

    private TestDatabase database = null!;
    private NpgsqlDataSource source = null!;

    public async Task InitializeAsync()
    {
        database = await ShopDatabase.MigratedAsync();
        source = NpgsqlDataSource.Create(database.ConnectionString + ";Maximum Pool Size=40");
    }

    public async Task DisposeAsync()
    {
        await source.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_hundred_tills_at_once_never_take_more_than_there_is()
    {
        var card = await IssueAsync(10_000);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            try
            {
                await RunAsync(StoredValue.Redeem(card, StoredValueKind.GiftCard, Dollars(700), For(Guid.NewGuid())));
                return null;
            }
            catch (PostgresException refused)
            {
                return StoredValue.Refusal(refused)?.Code;
            }
        }));

        Assert.Equal(14, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.Where(outcome => outcome is not null), code => Assert.Equal("stored_value.not_enough", code));
        Assert.Equal(200, await BalanceAsync(card));
    }

    [Fact]
    public async Task A_payment_takes_once_and_is_given_back_once()
    {
        var card = await IssueAsync(5_000);
        var payment = Guid.NewGuid();
        await RunAsync(StoredValue.Redeem(card, StoredValueKind.GiftCard, Dollars(1_200), For(payment)));
        var again = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(StoredValue.Redeem(card, StoredValueKind.GiftCard, Dollars(1_200), For(payment))));
        Assert.Equal("ix_stored_value_entries_reference_id_move", again.ConstraintName);
        Assert.Equal(3_800, await BalanceAsync(card));

        await RunAsync(StoredValue.Reverse(For(payment)));
        await RunAsync(StoredValue.Reverse(For(payment)));
        await RunAsync(StoredValue.Reverse(For(Guid.NewGuid())));
        Assert.Equal(5_000, await BalanceAsync(card));
    }

    [Fact]
    public async Task Given_back_by_many_at_once_is_given_back_once()
    {
        var card = await IssueAsync(5_000);
        var payment = Guid.NewGuid();
        await RunAsync(StoredValue.Redeem(card, StoredValueKind.GiftCard, Dollars(5_000), For(payment)));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await RunAsync(StoredValue.Reverse(For(payment)));
            }
            catch (PostgresException refused)
            {
                Assert.Equal("ix_stored_value_entries_reference_id_move", refused.ConstraintName);
            }
        }));
        Assert.Equal(5_000, await BalanceAsync(card));
    }

    [Fact]
    public async Task A_card_pays_only_as_what_it_is_and_in_its_own_currency()
    {
        var card = await IssueAsync(5_000);
        foreach (var wrong in new[]
                 {
                     StoredValue.Redeem(card, StoredValueKind.StoreCredit, Dollars(1), For(Guid.NewGuid())),
                     StoredValue.Redeem(card, StoredValueKind.GiftCard, new(1, Currency.Idr), For(Guid.NewGuid())),
                     StoredValue.Redeem(Guid.NewGuid(), StoredValueKind.GiftCard, Dollars(1), For(Guid.NewGuid())),
                 })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(wrong));
            Assert.Equal("stored_value.unknown_code", StoredValue.Refusal(refused)?.Code);
        }

        Assert.Equal(5_000, await BalanceAsync(card));
    }

    [Fact]
    public async Task What_was_entered_stays()
    {
        await IssueAsync(100);
        foreach (var attempt in new[] { "UPDATE stored_value_entries SET amount_minor = 1", "DELETE FROM stored_value_entries", "TRUNCATE stored_value_entries", "DELETE FROM stored_value_accounts" })
            Assert.Contains("cannot be changed", (await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(attempt))).MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_belongs_to_one_card_and_is_found_by_it()
    {
        var code = StoredValueCode.Read(StoredValueCode.New())!;
        await RunAsync(StoredValue.Issue(Guid.NewGuid(), StoredValueKind.StoreCredit, code, Dollars(900), Shop, Somebody, DateTime.UtcNow));
        var found = await StoredValue.FindAsync(source, code, CancellationToken.None);
        Assert.Equal((StoredValueKind.StoreCredit, code.Last4, "USD", 900L), (found!.Kind, found.Last4, found.Currency, found.BalanceMinor));
        Assert.Null(await StoredValue.FindAsync(source, StoredValueCode.Read(StoredValueCode.New())!, CancellationToken.None));
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            RunAsync(StoredValue.Issue(Guid.NewGuid(), StoredValueKind.GiftCard, code, Dollars(1), Shop, Somebody, DateTime.UtcNow)));
        Assert.Equal("stored_value.code_taken", StoredValue.Refusal(refused)?.Code);
    }

    private static Money Dollars(long cents) => new(cents, Currency.Usd);

    private static StoredValueFor For(Guid reference) => new(Shop, null, reference, Somebody, DateTime.UtcNow);

    private async Task<Guid> IssueAsync(long cents)
    {
        var id = Guid.NewGuid();
        await RunAsync(StoredValue.Issue(id, StoredValueKind.GiftCard, StoredValueCode.Read(StoredValueCode.New())!, Dollars(cents), Shop, Somebody, DateTime.UtcNow));
        return id;
    }

    private async Task RunAsync(NpgsqlBatchCommand statement)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(statement);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>The balance, which its entries must add up to.</summary>
    private async Task<long> BalanceAsync(Guid card)
    {
        var balance = await database.ScalarAsync<long>($"SELECT balance_minor FROM stored_value_accounts WHERE id = '{card}'");
        Assert.Equal(balance, await database.ScalarAsync<long>($"SELECT sum(amount_minor)::bigint FROM stored_value_entries WHERE account_id = '{card}'"));
        return balance;
    }
}
