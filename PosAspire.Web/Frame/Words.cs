namespace PosAspire.Web.Frame;

/// <summary>Names the words that every page shares; the English sentence is the key, <c>Words.id.resx</c> holds the Indonesian one.</summary>
public sealed class Words;
