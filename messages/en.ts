/** One line per namespace: adding one means adding its file and its line here. */
export { default as ui } from "./en/ui.json";
export { default as shell } from "./en/shell.json";
export { default as front } from "./en/front.json";
export { default as readers } from "./en/readers.json";
export { default as errors } from "./en/errors.json";
export { default as session } from "./en/session.json";
export { default as door } from "./en/door.json";
export { default as people } from "./en/people.json";
export { default as domain } from "./en/domain.json";
export { default as guidance } from "./en/guidance.json";
export { default as home } from "./en/home.json";
export { default as board } from "./en/board.json";
