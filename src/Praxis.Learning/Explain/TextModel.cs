namespace Praxis.Learning.Explain;

/// <summary>Any model of texts: writes its outputs, <c>[outputs]</c>, for a text.</summary>
public delegate void TextModel(string text, Span<double> outputs);
