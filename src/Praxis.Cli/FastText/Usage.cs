namespace Praxis.Cli.FastText;

/// <summary>The usage texts of the original, to the byte.</summary>
internal static class Usage
{
    public static ReadOnlySpan<byte> Commands => """
        usage: fasttext <command> <args>

        The commands supported by fasttext are:

          supervised              train a supervised classifier
          quantize                quantize a model to reduce the memory usage
          test                    evaluate a supervised classifier
          test-label              print labels with precision and recall scores
          predict                 predict most likely labels
          predict-prob            predict most likely labels with probabilities
          skipgram                train a skipgram model
          cbow                    train a cbow model
          print-word-vectors      print word vectors given a trained model
          print-sentence-vectors  print sentence vectors given a trained model
          print-ngrams            print ngrams given a trained model and word
          nn                      query for nearest neighbors
          analogies               query for analogies
          dump                    dump arguments,dictionary,input/output vectors


        """u8;

    public static ReadOnlySpan<byte> Quantize => "usage: fasttext quantize <args>\n"u8;

    public static ReadOnlySpan<byte> Test => """
        usage: fasttext test <model> <test-data> [<k>] [<th>]

          <model>      model filename
          <test-data>  test data filename (if -, read from stdin)
          <k>          (optional; 1 by default) predict top k labels
          <th>         (optional; 0.0 by default) probability threshold


        """u8;

    public static ReadOnlySpan<byte> TestLabel => """
        usage: fasttext test-label <model> <test-data> [<k>] [<th>]

          <model>      model filename
          <test-data>  test data filename
          <k>          (optional; 1 by default) predict top k labels
          <th>         (optional; 0.0 by default) probability threshold


        """u8;

    public static ReadOnlySpan<byte> Predict => """
        usage: fasttext predict[-prob] <model> <test-data> [<k>] [<th>]

          <model>      model filename
          <test-data>  test data filename (if -, read from stdin)
          <k>          (optional; 1 by default) predict top k labels
          <th>         (optional; 0.0 by default) probability threshold


        """u8;

    public static ReadOnlySpan<byte> WordVectors => """
        usage: fasttext print-word-vectors <model>

          <model>      model filename


        """u8;

    public static ReadOnlySpan<byte> SentenceVectors => """
        usage: fasttext print-sentence-vectors <model>

          <model>      model filename


        """u8;

    public static ReadOnlySpan<byte> Ngrams => """
        usage: fasttext print-ngrams <model> <word>

          <model>      model filename
          <word>       word to print


        """u8;

    public static ReadOnlySpan<byte> Neighbours => """
        usage: fasttext nn <model> <k>

          <model>      model filename
          <k>          (optional; 10 by default) predict top k labels


        """u8;

    public static ReadOnlySpan<byte> Analogies => """
        usage: fasttext analogies <model> <k>

          <model>      model filename
          <k>          (optional; 10 by default) predict top k labels


        """u8;

    public static ReadOnlySpan<byte> Dump => """
        usage: fasttext dump <model> <option>

          <model>      model filename
          <option>     option from args,dict,input,output

        """u8;
}
