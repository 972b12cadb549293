/// How the report looks: on a wide screen, a phone and paper, in light and in dark. It is XML text, so
/// that neither `<` nor `&` may be in it.
enum StyleSheet {
    static let text = [colours, page, tables, causes, columns, phone, paper].joined(separator: "\n")

    private static let colours = """
        :root { color-scheme: light dark; --page: #fff; --text: #1b1d21; --quiet: #5b606a;
          --line: #dde0e6; --card: #f6f7f9; --bad: #b3261e; --bad-back: #fdeeec; --warn: #7d5200;
          --warn-back: #fff5e0; --good: #1c6836; --good-back: #e9f6ed; --part: #3c70b8;
          --track: #dfe3ea; --link: #1f5aa8; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #15171b; --text: #e7e8eb; --quiet: #a3a8b1; --line: #343941;
            --card: #1d2025; --bad: #ff9a90; --bad-back: #391d1b; --warn: #f6c668;
            --warn-back: #322813; --good: #86dba1; --good-back: #163020; --part: #6ea4ee;
            --track: #31363e; --link: #8db8f5; }
        }
        """

    private static let page = """
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0; background: var(--page); color: var(--text);
          font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
          overflow-wrap: anywhere; }
        main, footer { max-width: 70rem; margin: 0 auto; padding: 1rem; }
        section { margin-top: 2.25rem; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .6rem; }
        h3 { font-size: 1.05rem; margin: 0 0 .6rem; }
        h4 { font-size: .95rem; margin: 0 0 .4rem; }
        p, ul, ol, dl, figure { margin: .4rem 0; }
        a { color: var(--link); }
        small, .quiet { color: var(--quiet); font-size: .85rem; font-weight: normal; }
        code { font-family: ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace;
          font-size: .9em; }
        footer { color: var(--quiet); font-size: .85rem; border-top: 1px solid var(--line);
          margin-top: 2rem; }
        .verdict { padding: 1.1rem 1.3rem; border-radius: .6rem; border-left: .5rem solid; }
        .verdict.good { background: var(--good-back); border-color: var(--good); }
        .verdict.warning { background: var(--warn-back); border-color: var(--warn); }
        .verdict.bad { background: var(--bad-back); border-color: var(--bad); }
        .good .mark, .good h1 { color: var(--good); }
        .warning .mark, .verdict.warning h1 { color: var(--warn); }
        .bad .mark, .verdict.bad h1, td.bad, dt.bad { color: var(--bad); }
        .files { list-style: none; padding: 0; }
        .links a { margin-right: 1rem; }
        .kind { font-size: .8rem; font-weight: 600; border-radius: .3rem; padding: .05rem .4rem; }
        .error .kind { color: var(--bad); background: var(--bad-back); }
        .warning .kind { color: var(--warn); background: var(--warn-back); }
        svg { display: block; width: 100%; }
        svg.bar { height: .45rem; border-radius: .2rem; }
        .track { fill: var(--track); }
        .part { fill: var(--part); }
        """

    private static let tables = """
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
          border-top: 1px solid var(--line); }
        thead th { border-top: 0; font-size: .85rem; color: var(--quiet); font-weight: 600; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .counts th[scope=row] { font-weight: 600; }
        .counts small { display: block; }
        .counts td, .counts thead .number { padding-left: 1rem; padding-right: 0; }
        .counts td.bad { font-weight: 700; }
        tfoot th, tfoot td { border-top: 2px solid var(--quiet); font-weight: 700; }
        caption { text-align: left; font-weight: 600; padding: .7rem 0 .1rem; }
        .times { color: var(--quiet); font-weight: normal; }
        .more td { color: var(--quiet); }
        """

    private static let causes = """
        .overview { list-style: none; padding: 0; }
        .overview li { padding: .6rem 0 .5rem; border-top: 1px solid var(--line); }
        .overview a { font-weight: 600; }
        .overview svg.bar { max-width: 22rem; margin: .35rem 0; }
        .overview p { margin: 0; }
        .overview .error .part, .overview li.error .part { fill: var(--bad); }
        .overview li.warning .part { fill: var(--warn); }
        .places { color: var(--quiet); font-size: .9rem; }
        .cause { border-left: .25rem solid; padding-left: 1rem; }
        .cause.error { border-color: var(--bad); }
        .cause.warning { border-color: var(--warn); }
        .tags { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline; }
        .microsoft { color: var(--quiet); font-size: .9rem; }
        .todo b, .why b, .empty b { margin-right: .3rem; }
        .why { color: var(--quiet); max-width: 50rem; }
        .examples { table-layout: fixed; font-size: .92rem; }
        .examples th:nth-child(1) { width: 30%; }
        .examples th:nth-child(2) { width: 18%; }
        .download { padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .5rem;
          background: var(--card); margin-top: .6rem; }
        .button { display: inline-block; padding: .5rem .9rem; border-radius: .4rem;
          background: var(--link); color: var(--page); font-weight: 600; text-decoration: none; }
        .personal { color: var(--warn); }
        """

    private static let columns = """
        .columns { display: grid; gap: .8rem;
          grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); }
        article { border: 1px solid var(--line); border-radius: .5rem; background: var(--card);
          padding: .7rem .9rem; font-size: .9rem; break-inside: avoid; min-width: 0;
          display: flex; flex-direction: column; }
        article figure { margin-top: auto; }
        article h4 small { display: block; }
        .tag { font-size: .75rem; font-weight: 600; color: var(--warn); }
        dl { display: grid; grid-template-columns: auto 1fr; gap: .05rem .8rem; }
        dt { color: var(--quiet); }
        dd { margin: 0; font-variant-numeric: tabular-nums; min-width: 0; }
        .frequent { margin-top: .5rem; table-layout: fixed; }
        .frequent th { font-weight: normal; width: 55%; overflow: hidden;
          text-overflow: ellipsis; white-space: nowrap; }
        .frequent th, .frequent td { padding: .12rem .5rem .12rem 0; border: 0;
          vertical-align: middle; }
        .frequent td:last-child { padding-right: 0; }
        .frequent .number { width: 26%; }
        .histogram { height: 3rem; margin-top: .6rem; border-bottom: 1px solid var(--quiet); }
        figcaption { display: flex; justify-content: space-between; gap: .5rem;
          font-size: .75rem; color: var(--quiet); }
        """

    private static let phone = """
        @media (max-width: 40rem) {
          h1 { font-size: 1.4rem; }
          main, footer { padding: .8rem; }
          .columns { grid-template-columns: 1fr; }
          .counts thead, .examples thead { display: none; }
          .counts tr, .examples tr { display: block; padding: .5rem 0;
            border-top: 1px solid var(--line); }
          .counts th, .counts td, .examples td { display: block; border: 0; padding: .1rem 0; }
          .counts td.number, .examples td { text-align: left; white-space: normal; padding-left: 0; }
          td[data-label]::before { content: attr(data-label) " "; color: var(--quiet);
            font-size: .85rem; font-weight: normal; }
          .counts td.number { display: inline-block; margin-right: 1.2rem; }
        }
        """

    private static let paper = """
        @media print {
          @page { margin: 1.6cm 1.5cm; }
          :root { color-scheme: light; --page: #fff; --text: #000; --quiet: #444; --line: #bbb;
            --card: #fff; --bad: #a01b14; --bad-back: #fff; --warn: #6b4700; --warn-back: #fff;
            --good: #145228; --good-back: #fff; --part: #3c70b8; --track: #e2e5ea;
            --link: #000; }
          html { font-size: 9pt; }
          body { line-height: 1.35; }
          main, footer { max-width: none; padding: 0; }
          section { margin-top: 1.2rem; }
          h1 { font-size: 16pt; }
          h2, h3, caption, .tags, .todo { break-after: avoid; }
          tr, li, .verdict, .download { break-inside: avoid; }
          a { text-decoration: none; }
          .button, .links { display: none; }
          .download small::before { content: "saved from the link in the file itself, "; }
          .verdict { border: 1px solid var(--line); border-left: .4rem solid; }
          .columns { display: block; columns: 3; column-gap: .5rem; }
          article { display: block; padding: .4rem .5rem; margin-bottom: .5rem; }
          article figure { margin-top: .3rem; }
          .histogram { height: 1.6rem; }
          svg, .part, .track { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """
}
