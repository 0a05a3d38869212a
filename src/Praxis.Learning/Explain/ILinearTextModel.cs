namespace Praxis.Learning.Explain;

/// <summary>A model whose scores, before any softmax, are linear in features of the text: <c>score_k = b_k + Σ w_ik x_i</c>.</summary>
public interface ILinearTextModel
{
    /// <summary>How many features there are.</summary>
    int FeatureCount { get; }

    /// <summary>How many scores there are, one a label.</summary>
    int OutputCount { get; }

    /// <summary>A feature's name, such as a word or word n-gram.</summary>
    string FeatureName(int feature);

    /// <summary>The weight of a feature for a score.</summary>
    double FeatureWeight(int feature, int output);

    /// <summary>The score of no feature.</summary>
    double InterceptOf(int output);

    /// <summary>Writes the features of a text that are not 0, each once, into the lists, which are emptied first.</summary>
    void FeaturesOf(string text, List<int> features, List<float> values);
}
