namespace Praxis.Contracts.Evaluate;

/// <summary>Whether two models differ in how often they are right on the same rows, by the rows that only one of them has right.</summary>
/// <param name="OnlyFirst">Rows that only the first has right.</param>
/// <param name="OnlySecond">Rows that only the second has right.</param>
/// <param name="Exact">The exact two-sided p-value, of the binomial distribution; never too small, often too large.</param>
/// <param name="MidP">The mid-p value: half the probability of what was seen is taken off each tail; the one to read.</param>
/// <param name="Asymptotic">The p-value of <c>(b-c)²/(b+c)</c> against χ² with one degree of freedom.</param>
/// <param name="ContinuityCorrected">The p-value of <c>(|b-c|-1)²/(b+c)</c> against the same.</param>
public sealed record McNemarTest(long OnlyFirst, long OnlySecond, double Exact, double MidP, double Asymptotic, double ContinuityCorrected);
