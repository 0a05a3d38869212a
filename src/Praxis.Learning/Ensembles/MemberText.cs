using System.Text;
using Praxis.Contracts.Train;

namespace Praxis.Learning.Ensembles;

/// <summary>A row as one text, for a member that reads only such: the texts one after the other, each category a word of its own. Numbers are left out.</summary>
internal static class MemberText
{
    public static string Of(Instance instance, IReadOnlyList<FeatureColumn> columns)
    {
        if (columns.Count == 1)
            return instance.Text;
        instance.CheckColumns(columns);
        var text = new StringBuilder();
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.IsNullOrEmpty(instance[i]) || columns[i].Kind == FeatureKind.Numeric)
                continue;
            if (text.Length > 0)
                text.Append(" \n ");
            if (columns[i].Kind == FeatureKind.Text)
                text.Append(instance[i]);
            else
                text.Append(columns[i].Name.Replace(' ', '_')).Append('=').Append(instance[i]!.Replace(' ', '_'));
        }

        return text.ToString();
    }
}
