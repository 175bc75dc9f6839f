namespace PosAspire.Domain.Catalog;

/// <summary>What is wrong with a row of a file.</summary>
/// <param name="Row">Line in the file, from 1; the header is line 1.</param>
/// <param name="Kind"><c>rejected</c>, or what was left out of a row that was kept.</param>
/// <param name="Sentence">In words.</param>
public sealed record ImportProblem(long Row, string Kind, string Sentence);
