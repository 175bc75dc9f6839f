namespace PosAspire.Tests.Support;

/// <summary>
/// Tests that hold the product to a time limit (an answer, a stop). They run one after another and never beside others,
/// so that what is measured is the product and not the other tests.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
