/// The one style of the HTML pages: fonts of the reader's own system, cards for tables on a phone, black on white on paper.
enum Stylesheet {
    static let css = """
        :root { color-scheme: light dark; --line: #c9ced6; --soft: #f3f5f8; --link: #0b57a4; --text: #1b1f24; --back: #fff; }
        @media (prefers-color-scheme: dark) {
          :root { --line: #3d444d; --soft: #1c2128; --link: #6cb2f7; --text: #e3e7ec; --back: #0f1318; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; color: var(--text); background: var(--back); line-height: 1.65;
          font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif; }
        nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: .6rem 1rem; background: var(--soft); border-bottom: 1px solid var(--line); }
        nav a[aria-current] { font-weight: 700; text-decoration: none; }
        main { max-width: 78rem; margin: 0 auto; padding: 0 1rem 2rem; }
        footer { max-width: 78rem; margin: 0 auto; padding: 1rem; border-top: 1px solid var(--line); font-size: .85rem; }
        a { color: var(--link); }
        h1 { font-size: 1.7rem; line-height: 1.3; }
        h2 { font-size: 1.3rem; margin-top: 2.2rem; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1.08rem; margin-top: 1.6rem; }
        code, pre { font-family: ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .92em; }
        code { overflow-wrap: anywhere; }
        pre { padding: .8rem; background: var(--soft); border: 1px solid var(--line); border-radius: .3rem; overflow-x: auto; white-space: pre-wrap; }
        dl { display: grid; grid-template-columns: 9rem 1fr; gap: .3rem 1rem; }
        dt { font-weight: 700; }
        dd { margin: 0; overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; font-size: .93rem; margin: .8rem 0; }
        th, td { padding: .4rem .55rem; border: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        th { background: var(--soft); white-space: nowrap; }
        td:first-child code { overflow-wrap: normal; white-space: nowrap; }
        tr:target, :target { background: #fff3c4; color: #1b1f24; }
        span[lang=en] { font-size: .9em; opacity: .8; }
        details { margin: .5rem 0; }
        summary { cursor: pointer; }
        @media (max-width: 46rem) {
          dl { display: block; }
          dd { margin: 0 0 .5rem; }
          table, tbody, tr, td { display: block; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          tr { margin: 0 0 .9rem; border: 1px solid var(--line); border-radius: .3rem; }
          td { border: 0; border-bottom: 1px solid var(--line); }
          td:last-child { border-bottom: 0; }
          td:empty { display: none; }
          td:first-child code { overflow-wrap: anywhere; white-space: normal; }
          td::before { content: attr(data-label) "　"; font-weight: 700; }
        }
        @media print {
          :root { --line: #999; --soft: #fff; --link: #000; --text: #000; --back: #fff; }
          nav, footer { display: none; }
          body { font-size: 9.5pt; }
          main { max-width: none; padding: 0; }
          thead { display: table-header-group; }
          tr, dt, dd { break-inside: avoid; }
          h2, h3 { break-after: avoid; }
          pre { white-space: pre-wrap; }
          @page { size: A4 landscape; margin: 14mm; }
        }

        """
}
