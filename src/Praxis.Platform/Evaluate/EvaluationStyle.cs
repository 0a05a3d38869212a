using Praxis.Data.Charts;

namespace Praxis.Platform.Evaluate;

/// <summary>What the pages of this room need beside the style of every page.</summary>
internal static class EvaluationStyle
{
    public const string Css = IntervalChart.Style + """

        .chart .curve{fill:none;stroke:var(--bar);stroke-width:2}.chart .soft{fill-opacity:.35}
        :root{--for:0,114,178;--against:213,94,0}@media (prefers-color-scheme:dark){:root{--for:86,180,233;--against:230,120,50}}
        mark{color:inherit;background:none;border-radius:4px;padding:2px 1px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
        .f1{background:rgba(var(--for),.1)}.f2{background:rgba(var(--for),.2)}.f3{background:rgba(var(--for),.3)}.f4{background:rgba(var(--for),.42)}.f5{background:rgba(var(--for),.55)}
        .a1,.a2,.a3,.a4,.a5{text-decoration:underline dotted 2px rgb(var(--against));text-underline-offset:4px}
        .a1{background:rgba(var(--against),.08)}.a2{background:rgba(var(--against),.16)}.a3{background:rgba(var(--against),.25)}.a4{background:rgba(var(--against),.36)}.a5{background:rgba(var(--against),.48)}
        .key{font-size:14px;color:var(--soft)}.key mark{color:var(--ink);padding:2px 8px}
        blockquote{margin:0;padding:16px 20px;background:var(--page);border-radius:8px;font-size:17px;line-height:30px;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
        .said h2{color:var(--accent)}
        @media print{mark{print-color-adjust:exact}}
        """;
}
