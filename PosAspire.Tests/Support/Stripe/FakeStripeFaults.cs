using Microsoft.AspNetCore.Http;

namespace PosAspire.Tests.Support.Stripe;

/// <summary>What goes wrong.</summary>
public enum FakeStripeFault
{
    None,

    /// <summary>Nothing is done and nobody answers.</summary>
    Hang,

    /// <summary>It is done, and nobody answers.</summary>
    DoThenHang,

    /// <summary>Nothing is done, 500, and the 500 is kept for the key.</summary>
    Error500,

    /// <summary>It is done, 500, and the 500 is kept for the key.</summary>
    DoThenError500,

    /// <summary>Nothing is done, 429; nothing is kept.</summary>
    RateLimited,

    /// <summary>It is done, and the connection is cut.</summary>
    DoThenDrop,

    /// <summary>Nothing is done, and the connection is cut.</summary>
    Drop,

    /// <summary>It is done, and answered after a while.</summary>
    Slow,
}

/// <summary>Which requests fail in which way: all of a verb, or the next few.</summary>
public sealed class FakeStripeFaults
{
    private readonly List<(string Verb, FakeStripeFault Fault, int Left)> plan = [];
    private TaskCompletionSource hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TimeSpan SlowFor { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>From now on.</summary>
    /// <param name="verb">See <see cref="FakeStripeRequest.Verb"/>; <c>*</c> is every one.</param>
    public void Set(string verb, FakeStripeFault fault, int times = int.MaxValue)
    {
        lock (plan)
        {
            plan.RemoveAll(item => item.Verb == verb);
            if (fault != FakeStripeFault.None)
                plan.Add((verb, fault, times));
        }
    }

    /// <summary>Everything works again; what hangs is cut.</summary>
    public void Clear()
    {
        lock (plan)
            plan.Clear();
        LetGo();
    }

    /// <summary>Cuts what hangs.</summary>
    public void LetGo() => Interlocked.Exchange(ref hanging, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    internal Failing For(FakeStripeRequest request)
    {
        lock (plan)
        {
            var index = plan.FindIndex(item => item.Verb == request.Verb || item.Verb == "*");
            if (index < 0)
                return new(FakeStripeFault.None, SlowFor, hanging.Task);
            var (verb, fault, left) = plan[index];
            if (left <= 1)
                plan.RemoveAt(index);
            else
                plan[index] = (verb, fault, left - 1);
            return new(fault, SlowFor, hanging.Task);
        }
    }

    internal sealed record Failing(FakeStripeFault Fault, TimeSpan SlowFor, Task Hanging)
    {
        private static FakeStripeAnswer Broken => new(500, FakeStripeAnswer.Error("api_error", null, "An unexpected error occurred."));

        public bool IsSaved => Fault == FakeStripeFault.Error500;

        /// <summary>Whether nobody is told anything and nothing is done.</summary>
        public bool EndsIt => Fault is FakeStripeFault.Hang or FakeStripeFault.Drop;

        /// <summary>Before anything is done: the answer, if that is all.</summary>
        public async Task<FakeStripeAnswer?> BeforeAsync(HttpContext context)
        {
            switch (Fault)
            {
                case FakeStripeFault.Hang:
                    await HangAsync(context);
                    return null;
                case FakeStripeFault.Drop:
                    context.Abort();
                    return null;
                case FakeStripeFault.Error500:
                    return Broken;
                case FakeStripeFault.RateLimited:
                    return FakeStripeAnswer.Invalid(429, "rate_limit", "Too many requests.");
                default:
                    return null;
            }
        }

        /// <summary>What is answered, and kept for the key, instead of what was done.</summary>
        public FakeStripeAnswer Instead(FakeStripeAnswer done) => Fault == FakeStripeFault.DoThenError500 && done.WasCarriedOut ? Broken : done;

        /// <summary>After it was done: whether anybody is told.</summary>
        public async Task<bool> AfterAsync(HttpContext context)
        {
            switch (Fault)
            {
                case FakeStripeFault.DoThenHang:
                    await HangAsync(context);
                    return false;
                case FakeStripeFault.DoThenDrop:
                    context.Abort();
                    return false;
                case FakeStripeFault.Slow:
                    await Task.Delay(SlowFor);
                    return true;
                default:
                    return true;
            }
        }

        private async Task HangAsync(HttpContext context)
        {
            var gone = new TaskCompletionSource();
            using var registration = context.RequestAborted.Register(gone.SetResult);
            await Task.WhenAny(Hanging, gone.Task);
            context.Abort();
        }
    }
}
