namespace Praxis.Data.Charts;

/// <summary>The style of every page: one visual language, light and dark.</summary>
public static class PageStyle
{
    /// <summary>The style sheet; a page may add rules of its own after it.</summary>
    public const string Css = """
        :root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--ink:#17202a;--soft:#525d6b;--line:#dfe3e8;--accent:#0067a3;--wash:#e8f2f9;--bar:#0072b2;--warn:#8a4b00;--warnwash:#fff4e2;--warnline:#e69f00;--miss:#d55e00;--good:#00704f;--goodwash:#e3f5ee;--goodline:#009e73}
        @media (prefers-color-scheme:dark){:root{--page:#0e1217;--card:#171c23;--ink:#e8ecf1;--soft:#a3afbc;--line:#2c343e;--accent:#6cc0f0;--wash:#132a3a;--bar:#56b4e9;--warn:#f5c26b;--warnwash:#2c2312;--warnline:#e69f00;--miss:#e8803a;--good:#57d3a9;--goodwash:#10291f;--goodline:#009e73}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/24px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
        main,header{max-width:960px;margin:0 auto;padding:0 24px}
        header{padding-top:48px}
        .eyebrow{margin:0 0 16px;color:var(--soft);font-size:14px;overflow-wrap:anywhere}
        .eyebrow b{color:var(--accent);letter-spacing:.04em;text-transform:uppercase;font-size:13px}
        h1{margin:0 0 32px;font-size:40px;line-height:48px;font-weight:650;letter-spacing:-.02em;text-wrap:balance;overflow-wrap:anywhere}
        h2{margin:0 0 4px;font-size:22px;line-height:32px;font-weight:620;letter-spacing:-.01em;overflow-wrap:anywhere}
        h3{margin:24px 0 8px;font-size:16px;line-height:24px}
        p{margin:0 0 16px;max-width:72ch;overflow-wrap:anywhere}
        .sub{color:var(--soft);font-size:14px;margin-bottom:16px}
        .cards{display:grid;grid-template-columns:1.5fr 1fr 1fr;gap:16px;margin:0 0 16px}
        .card,section{background:var(--card);border:1px solid var(--line);border-radius:12px}
        .card{padding:24px}
        .card.main{border-color:var(--accent);background:var(--wash)}
        .card h2{font-size:14px;line-height:24px;font-weight:600;color:var(--soft);letter-spacing:0;margin:0}
        .num{margin:8px 0;font-size:32px;line-height:40px;font-weight:650;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
        .main .num{font-size:56px;line-height:64px;color:var(--accent)}
        .card p{font-size:14px;line-height:20px;color:var(--soft);margin:0}
        section{padding:24px 32px 32px;margin:16px 0}
        .notes{display:grid;grid-template-columns:1fr 1fr;gap:16px;margin:0 0 16px}
        .note{border-radius:12px;padding:16px 24px;background:var(--card);border:1px solid var(--line);border-left:4px solid var(--accent)}
        .note h2{font-size:16px;line-height:24px}
        .note p,.note ul{margin:0;font-size:15px}
        .note ul{padding-left:20px}.note li{overflow-wrap:anywhere;margin:4px 0}
        .note.warn{background:var(--warnwash);border-color:var(--warnline)}.note.warn h2{color:var(--warn)}
        .note.good{background:var(--goodwash);border-color:var(--goodline)}.note.good h2{color:var(--good)}
        .wide{grid-column:1/-1}
        .scroll{overflow-x:auto}
        .chart{display:block;width:100%;min-width:560px;height:auto;font:13px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
        .chart text{fill:var(--ink)}.chart .val,.chart .tick{fill:var(--soft)}.chart .val,.chart .cell,.chart .tick{font-variant-numeric:tabular-nums}
        .chart .tick{font-size:12px}.chart .head{font-weight:650;font-size:15px}.chart .cell{font-weight:600}
        .end{text-anchor:end}.mid{text-anchor:middle}
        .bar,.hit{fill:var(--bar)}.miss{fill:var(--miss)}.axis{stroke:var(--soft)}.grid{stroke:var(--line)}.mark{stroke:var(--miss);stroke-width:2;stroke-dasharray:4 3}
        .h0{fill:var(--soft);fill-opacity:.06}.h1{fill-opacity:.12}.h2{fill-opacity:.22}.h3{fill-opacity:.3}.h4{fill-opacity:.38}.h5{fill-opacity:.46}
        .chart .hit+text+.tick,.chart .miss+text+.tick{fill:var(--ink)}
        .seg{stroke:var(--card);stroke-width:1.5}
        .s0{fill:#0072b2}.s1{fill:#e69f00}.s2{fill:#009e73}.s3{fill:#cc79a7}.s4{fill:#56b4e9}.s5{fill:#d55e00}.s6{fill:#f0e442}.s7{fill:#999}
        .chart .in{fill:#000;font-size:12px;font-variant-numeric:tabular-nums}.chart .t0{fill:#fff}
        details{margin-top:16px;border-top:1px solid var(--line);padding-top:12px}
        summary{cursor:pointer;color:var(--accent);font-size:14px}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
        table{border-collapse:collapse;width:100%;font-size:14px;line-height:20px;margin-top:8px}
        caption{text-align:left;color:var(--soft);padding:4px 0}
        th,td{text-align:left;padding:8px 16px 8px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        thead th{color:var(--soft);font-weight:600;white-space:nowrap}tbody th{font-weight:600}
        tbody tr:last-child>*{border-bottom:0}
        .r{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        th:last-child,td:last-child{padding-right:0}
        code,pre{font:13px/20px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        pre{white-space:pre-wrap;background:var(--page);border:1px solid var(--line);border-radius:8px;padding:16px;margin:8px 0 0}
        .two{display:grid;grid-template-columns:1fr 1fr;gap:0 40px}
        .two>*{min-width:0}
        footer{max-width:960px;margin:0 auto;padding:16px 24px 48px;color:var(--soft);font-size:14px}
        @media (max-width:720px){header{padding-top:24px}main,header{padding-left:16px;padding-right:16px}h1{font-size:28px;line-height:36px}.cards,.notes,.two{grid-template-columns:1fr}section{padding:16px}}
        @media print{:root{--page:#fff}body{font-size:11pt}header{padding-top:0}section,.card,.note{break-inside:avoid;border-color:#bbb}.scroll{overflow:visible}.chart{min-width:0}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """;
}
