using System.Collections.Concurrent;
using Npgsql;

namespace PosAspire.Api.Sales;

/// <summary>
/// Hands out the order numbers that people call: from 1 per location and business day. A sale must not lock a shared
/// counter until its commit, so numbers are reserved ahead, one at a time in a quiet shop and in growing blocks under
/// load. What is reserved and not used when the process ends is a gap; the database keeps numbers unique.
/// </summary>
internal sealed class OrderNumbers(NpgsqlDataSource database, TimeProvider clock)
{
    private const int LargestBlock = 64;

    // A block used up faster than this was too small.
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    // Days of a few locations; yesterday's are dropped when a new day begins.
    private readonly ConcurrentDictionary<(Guid Location, bool Training), Day> days = new();

    /// <summary>The lowest free number of the location's day.</summary>
    public async Task<int> TakeAsync(Guid location, DateOnly day, bool training, CancellationToken cancellation)
    {
        var numbers = days.AddOrUpdate((location, training), _ => new(day), (_, known) => known.Date >= day ? known : new(day));
        // A clock that steps back over the cut-over asks for a day that has passed: serve it without keeping it.
        if (numbers.Date != day)
            numbers = new(day);
        while (true)
        {
            if (numbers.TryTake(out var number))
                return number;
            await numbers.Refilling.WaitAsync(cancellation);
            try
            {
                if (numbers.IsEmpty)
                    numbers.Add(await ReserveAsync(location, day, training, numbers.NextBlock(clock), cancellation));
            }
            finally
            {
                numbers.Refilling.Release();
            }
        }
    }

    /// <summary>Puts back the number of a sale that certainly did not happen.</summary>
    public void GiveBack(Guid location, DateOnly day, bool training, int number)
    {
        if (days.TryGetValue((location, training), out var numbers) && numbers.Date == day)
            numbers.Add([number]);
    }

    private async Task<IEnumerable<int>> ReserveAsync(Guid location, DateOnly day, bool training, int count, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO order_numbers (location_id, business_day, training, last_number) VALUES ($1, $2, $4, $3)
            ON CONFLICT (location_id, business_day, training) DO UPDATE SET last_number = order_numbers.last_number + $3
            RETURNING last_number
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = location });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = training });
        var last = (int)(await command.ExecuteScalarAsync(cancellation))!;
        return Enumerable.Range(last - count + 1, count);
    }

    private sealed class Day(DateOnly date)
    {
        private readonly Lock @lock = new();
        private readonly SortedSet<int> free = [];
        private int block;
        private long refilledAt;

        public DateOnly Date { get; } = date;

        public SemaphoreSlim Refilling { get; } = new(1);

        public bool IsEmpty
        {
            get
            {
                lock (@lock)
                    return free.Count == 0;
            }
        }

        public bool TryTake(out int number)
        {
            lock (@lock)
            {
                number = free.Min;
                return free.Remove(number);
            }
        }

        public void Add(IEnumerable<int> numbers)
        {
            lock (@lock)
                free.UnionWith(numbers);
        }

        public int NextBlock(TimeProvider clock)
        {
            var fast = block > 0 && clock.GetElapsedTime(refilledAt) < Busy;
            block = fast ? Math.Min(block * 2, LargestBlock) : 1;
            refilledAt = clock.GetTimestamp();
            return block;
        }
    }
}
