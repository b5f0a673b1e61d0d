/** Hidden words: masks in texts, the tables of their words, and what is suggested to be hidden. */
export * from "./masks/find-words";
export * from "./masks/mask-words";
export * from "./masks/texts";
export { loadSuggester } from "./masks/load-suggester";
export { REASONS, type Reason } from "./masks/known-entries";
export type { Occurrence, Suggestion } from "./masks/suggest";
