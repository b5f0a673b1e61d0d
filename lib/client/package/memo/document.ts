/** The frame around a document of the package: one self-contained file that runs nothing and loads nothing. */
import { html, Markup } from "../html";

const STYLE = `
:root { color-scheme: light; font: 11pt/1.5 Georgia, "Noto Serif", "Times New Roman", serif; color: #1a1a1a; background: #fff; }
body { max-inline-size: 46rem; margin-inline: auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-block-start: 2.5rem; border-block-end: 1px solid #767676; }
h3 { font-size: 1.1rem; } h4, h5 { font-size: 1rem; margin-block-end: 0.25rem; }
.handling { border: 2px solid #8a1c1c; color: #8a1c1c; padding: 0.5rem 0.75rem; font-weight: bold; }
.prose { white-space: pre-line; overflow-wrap: anywhere; text-align: start; }
table { border-collapse: collapse; inline-size: 100%; margin-block: 0.75rem; font-size: 0.92rem; }
caption { text-align: start; font-weight: bold; padding-block: 0.25rem; }
th, td { border: 1px solid #9a9a9a; padding: 0.3rem 0.5rem; text-align: start; vertical-align: top; overflow-wrap: break-word; }
.address, td .prose { overflow-wrap: anywhere; }
th { background: #f2f0ea; } .facts th { inline-size: 32%; } .wide { overflow-x: auto; }
ul, ol { padding-inline-start: 1.25rem; margin-block: 0.25rem; } .files { list-style: none; padding: 0; }
code { font: 0.85em/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid #9a9a9a; }
.cites, .source { font-size: 0.9rem; } .notes a { padding-inline: 0.1em; } a { color: #0b4f6c; }
nav ol { columns: 2; }
@media print {
  @page { size: A4; margin: 22mm 20mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt Georgia, serif; } }
  body { max-inline-size: none; padding: 0; } nav { display: none; } a { color: inherit; text-decoration: none; }
  h2, h3, h4 { break-after: avoid; } tr, .sheet > h3, .incident > h4 { break-inside: avoid; } thead { display: table-header-group; }
}`;

/** A whole HTML document; `title` is for the browser's tab and says nothing of the case. */
export function renderDocument(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.text;
}
