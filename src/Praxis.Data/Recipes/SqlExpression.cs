namespace Praxis.Data.Recipes;

/// <summary>SQL that a recipe gives as a part of a statement.</summary>
internal static class SqlExpression
{
    /// <summary>What would let it be more than a part: a semicolon outside a text, or brackets that do not close.</summary>
    public static IEnumerable<(string Found, string Expected)> Mistakes(string sql)
    {
        var depth = 0;
        for (var i = 0; i < sql.Length; i++)
        {
            var character = sql[i];
            if (character is '\'' or '"')
            {
                i = sql.IndexOf(character, i + 1);
                if (i < 0)
                    return [("a quote in the SQL is not closed", "a closing quote")];
            }
            else if (character == '-' && i + 1 < sql.Length && sql[i + 1] == '-')
            {
                return [("the SQL has a comment", "an expression without comments")];
            }
            else if (character == '/' && i + 1 < sql.Length && sql[i + 1] == '*')
            {
                return [("the SQL has a comment", "an expression without comments")];
            }
            else if (character is ';' or '$')
            {
                return [($"the SQL has a '{character}' outside a text", "one expression, texts in single quotes")];
            }
            else
            {
                depth += character switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
                if (depth < 0)
                    return [("the SQL closes a bracket that was not opened", "brackets in pairs")];
            }
        }

        return depth > 0 ? [("the SQL leaves a bracket open", "brackets in pairs")] : string.IsNullOrWhiteSpace(sql) ? [("the SQL is empty", "an expression")] : [];
    }

    /// <summary>The expression in brackets.</summary>
    public static string Enclosed(string sql) => $"({sql})";
}
