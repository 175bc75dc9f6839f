namespace PosAspire.Domain.Shared;

/// <summary>The named ways an exact amount becomes a whole number of minor units.</summary>
public enum Rounding
{
    /// <summary>To the nearest; a tie goes away from zero.</summary>
    HalfUp,

    /// <summary>To the nearest; a tie goes to the even neighbour.</summary>
    HalfEven,

    /// <summary>To the nearest; a tie goes towards zero.</summary>
    HalfDown,

    /// <summary>Away from zero.</summary>
    Up,

    /// <summary>Towards zero.</summary>
    Down,

    /// <summary>Towards positive infinity.</summary>
    Ceiling,

    /// <summary>Towards negative infinity.</summary>
    Floor,
}

public static class RoundingRules
{
    /// <summary>Rounds to <paramref name="decimals"/> decimals (0–28) by the named rule.</summary>
    public static decimal Round(this Rounding rule, decimal value, int decimals = 0) => rule switch
    {
        Rounding.HalfUp => decimal.Round(value, decimals, MidpointRounding.AwayFromZero),
        Rounding.HalfEven => decimal.Round(value, decimals, MidpointRounding.ToEven),
        Rounding.HalfDown => HalfDown(value, decimals),
        Rounding.Up => decimal.Round(value, decimals,
            value < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity),
        Rounding.Down => decimal.Round(value, decimals, MidpointRounding.ToZero),
        Rounding.Ceiling => decimal.Round(value, decimals, MidpointRounding.ToPositiveInfinity),
        Rounding.Floor => decimal.Round(value, decimals, MidpointRounding.ToNegativeInfinity),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "This rounding has no rule."),
    };

    // The two other neighbours differ only at an exact tie, and there half-down is the one nearer to zero.
    private static decimal HalfDown(decimal value, int decimals)
    {
        var towardsZero = decimal.Round(value, decimals, MidpointRounding.ToZero);
        var awayFromZero = decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
        return decimal.Abs(value - towardsZero) <= decimal.Abs(awayFromZero - value) ? towardsZero : awayFromZero;
    }
}
