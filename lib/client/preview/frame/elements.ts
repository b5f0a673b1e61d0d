/** Building blocks of the frame's own small interface. Text only ever enters as text. */

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  if (text !== "") made.textContent = text;
  return made;
}

export function button(label: string, sign: string, press: () => void): HTMLButtonElement {
  const made = element("button", "button", sign);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.title = label;
  made.addEventListener("click", press);
  return made;
}
