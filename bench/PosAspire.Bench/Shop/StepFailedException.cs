namespace PosAspire.Bench.Shop;

/// <summary>A step could not be done, so what it was to show is not shown. The message is a sentence.</summary>
internal sealed class StepFailedException(string message, Exception? cause = null) : Exception(message, cause);
