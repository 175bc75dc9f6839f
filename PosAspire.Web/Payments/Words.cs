namespace PosAspire.Web.Payments;

/// <summary>Names this room's words; the English sentence is the key, <c>Words.id.resx</c> holds the Indonesian one.</summary>
public sealed class Words;
