/** Building blocks of the offline page. Text only ever enters as text. */

export type Child = Node | string;

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

export function section(heading: string, ...children: readonly Child[]): HTMLElement {
  return element("section", element("h2", heading), ...children);
}

export function list(items: readonly string[]): HTMLElement {
  return element("ul", ...items.map((item) => element("li", item)));
}

export function facts(rows: readonly (readonly [label: string, value: string])[]): HTMLElement {
  return element("dl", ...rows.flatMap(([label, value]) => [element("dt", label), element("dd", value)]));
}

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const header = heads.map((head) => {
    const cell = element("th", head);
    cell.scope = "col";
    return cell;
  });
  const body = rows.map((row) => element("tr", ...row.map((text) => element("td", text))));
  const wrapper = element("div", element("table", element("thead", element("tr", ...header)), element("tbody", ...body)));
  wrapper.className = "wide";
  wrapper.tabIndex = 0;
  return wrapper;
}
