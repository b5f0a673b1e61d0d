/** Markup that cannot be injected into: text becomes text, and only what this module made is taken as markup. */

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = string | number | Markup | null | readonly Content[];

/** Text as HTML text or attribute value. Control characters, which HTML does not allow, become U+FFFD. */
export function escapeText(text: string): string {
  return text
    .replaceAll(/\p{Cs}/gu, "\ufffd")
    .replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "")
    .replaceAll("\r\n", "\n")
    .replaceAll(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, (sign) => (sign === "\n" || sign === "\t" ? sign : "\ufffd"));
}

function toMarkup(content: Content): string {
  if (content === null) return "";
  if (content instanceof Markup) return content.text;
  return typeof content === "object" ? content.map(toMarkup).join("") : escapeText(String(content));
}

/** Template for markup: every value in it is escaped unless it is markup already. Attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(strings.map((part, i) => part + (i < values.length ? toMarkup(values[i] ?? null) : "")).join(""));
}

/** A name or other short text of any script: isolated, in its own direction. */
export function isolate(text: string, lang = ""): Markup {
  return isLanguageTag(lang) ? html`<bdi dir="auto" lang="${lang}">${text}</bdi>` : html`<bdi dir="auto">${text}</bdi>`;
}

/** Running text of any script: a paragraph for each block between blank lines, line breaks kept. */
export function prose(text: string, lang = ""): Markup {
  const blocks = text.replaceAll("\r\n", "\n").split(/\n[^\S\n]*\n+/).map((block) => block.trim()).filter((block) => block !== "");
  return html`${blocks.map((block) =>
    isLanguageTag(lang) ? html`<p class="prose" dir="auto" lang="${lang}">${block}</p>` : html`<p class="prose" dir="auto">${block}</p>`,
  )}`;
}

function isLanguageTag(lang: string): boolean {
  return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(lang);
}
