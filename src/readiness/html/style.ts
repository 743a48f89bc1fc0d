/** Colours of both schemes reach the contrast of WCAG AA; small screens and paper have their own layouts. */
export const style = `
:root { color-scheme: light dark; --page: #fff; --card: #f6f8fa; --line: #d0d7de; --text: #1b1f24; --muted: #4f5963; --link: #0550ae;
  --good: #176634; --bad: #b42318; --warn: #7a4f00; --calm: #5b3fb0; --good-back: #dcf5e3; --bad-back: #fde4e1; --warn-back: #fdf0cf; --calm-back: #ebe6fa; --none-back: #eceff2; }
@media (prefers-color-scheme: dark) { :root { --page: #0f1318; --card: #171c23; --line: #353d47; --text: #e6eaef; --muted: #a9b3bf; --link: #7cbcff;
  --good: #62d48a; --bad: #ff9c94; --warn: #eabf55; --calm: #bda9ff; --good-back: #15301f; --bad-back: #42201d; --warn-back: #3a2d10; --calm-back: #2a2345; --none-back: #222831; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.1rem; margin: 0 0 .25rem; }
h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .25rem 0; }
ul, ol { margin: .25rem 0; padding-left: 1.4rem; }
ul.plain, ul.counts, ul.legend { list-style: none; padding-left: 0; }
li { margin: .35rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
nav a { display: inline-block; padding: .35rem .75rem .35rem 0; }
code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--muted); }
code.command { display: block; margin: .25rem 0; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: 6px; background: var(--page); color: var(--text); white-space: pre-wrap; }
code.command::before { content: '$ '; color: var(--muted); }
.muted { color: var(--muted); }
.help, .todo { display: block; }
.help { color: var(--muted); }
.heard { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sign { display: inline-block; min-width: 1.5em; margin-right: .35em; border-radius: 4px; text-align: center; font-weight: 700; }
.pass { color: var(--good); background: var(--good-back); }
.fail, .unknown { color: var(--bad); background: var(--bad-back); }
.warn { color: var(--warn); background: var(--warn-back); }
.exempt, .later { color: var(--calm); background: var(--calm-back); }
.none { color: var(--muted); background: var(--none-back); }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .5rem; }
.counts li { margin: 0; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.counts strong { font-size: 1.4rem; }
.bar { display: block; width: 100%; height: .75rem; margin: .25rem 0 1rem; border-radius: 6px; background: var(--none-back); }
rect.not-ready { fill: var(--bad); } rect.bronze { fill: #b0703a; } rect.silver { fill: #8b98a5; } rect.gold { fill: #d0a11b; }
.levels { margin-top: .75rem; }
.badge { display: inline-block; padding: 0 .55em; border: 1px solid currentColor; border-radius: 1em; font-size: .85rem; font-weight: 600; color: var(--text); background: var(--page); white-space: nowrap; }
.badge.not-ready { color: var(--bad); background: var(--bad-back); }
.badge.gold { color: var(--good); background: var(--good-back); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .9rem; color: var(--muted); }
.legend li { margin: 0; }
.card { margin: 1rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
summary { cursor: pointer; padding: .35rem 0; }
details.check > p, details.check > ul, details.check > .shared { margin-left: .5rem; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); }
.matrix { width: 100%; border-collapse: separate; border-spacing: 2px; font-size: .9rem; }
.matrix th { text-align: left; font-weight: 600; overflow-wrap: normal; }
.matrix th.area { vertical-align: bottom; font-size: .8rem; }
.matrix th.area span { writing-mode: vertical-rl; transform: rotate(180deg); }
.matrix .cell { text-align: center; border-radius: 4px; font-weight: 700; white-space: nowrap; }
.cell .name { display: none; }
@media (max-width: 64rem) {
  .matrix, .matrix tbody { display: block; }
  .matrix thead, .matrix .quiet { display: none; }
  .matrix tr { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .matrix th[scope=row] { flex: 1 1 60%; }
  .matrix .cell { padding: .1rem .5rem; font-weight: 600; white-space: normal; }
  .cell .name { display: inline; font-weight: 400; }
}
@media (max-width: 30rem) { .counts { grid-template-columns: repeat(2, 1fr); } .counts li:last-child:nth-child(odd) { grid-column: 1 / -1; } .card { padding: .75rem; } }
@media print {
  html { font-size: 11px; }
  body { max-width: none; padding: 0; font-size: 1rem; }
  nav { display: none; }
  .card, .matrix tr, details.check { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
