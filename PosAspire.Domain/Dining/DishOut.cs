namespace PosAspire.Domain.Dining;

/// <summary>A dish that a shop cannot make today ("86"); it can be ordered again when the row is gone.</summary>
public sealed class DishOut
{
    private DishOut()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid ProductId { get; private set; }

    public DateTime Since { get; private set; }
}
