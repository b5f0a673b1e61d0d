"use client";

/** Which section is open stands in the fragment, so that "back" goes to the section before. */
import { useCallback, useSyncExternalStore } from "react";
import { SECTIONS, type Section } from "@/lib/domain/sections";
import type { Missing } from "@/lib/domain/completeness";

export const EDITOR_SECTIONS = [...SECTIONS, "check"] as const;
export type EditorSection = Section | "check";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("hashchange", listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("hashchange", listener);
    removeEventListener("popstate", listener);
  };
}

const readHash = () => location.hash.slice(1);

export function useSection(): readonly [EditorSection, (section: EditorSection) => void] {
  const hash = useSyncExternalStore(subscribe, readHash, () => "");
  const section = EDITOR_SECTIONS.find((known) => known === hash) ?? "case";
  const open = useCallback((next: EditorSection) => {
    if (readHash() !== next) history.pushState(null, "", `#${next}`);
    for (const listener of listeners) listener();
  }, []);
  return [section, open];
}

/** Where the form asks for it: naming stands beside the consents, and what a subject lacks in law or request stands there. */
export function sectionOf({ section, path }: Pick<Missing, "section" | "path">): Section {
  if (/^caseHeader\.(identityMode|naming|sourcesShared)/.test(path)) return "consents";
  if (path.endsWith(".legalBasis")) return "legal-basis";
  if (path.endsWith(".requestedActions")) return "requested-actions";
  return section;
}

/** Brings a field into view and puts the cursor into it; opens the cards that it stands in. */
export function focusField(path: string): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(path);
    if (field === null) return openCard(path) || document.getElementById("section-title")?.focus();
    for (let card = field.closest("details"); card !== null; card = card.parentElement?.closest("details") ?? null) card.open = true;
    field.scrollIntoView({ block: "center" });
    const inner = field.matches("input, select, textarea, button") ? field : field.querySelector<HTMLElement>("input, select, textarea, button");
    (inner ?? field).focus({ preventScroll: true });
  });
}

/** A card that was folded from the beginning may have to be opened before its fields are there. False where there is none to open. */
function openCard(path: string): boolean {
  const cards = [...document.querySelectorAll<HTMLDetailsElement>("details[data-row]")];
  const card = cards.find(({ open, dataset }) => !open && path.split(".").includes(dataset["row"] ?? ""));
  card?.addEventListener("toggle", () => focusField(path), { once: true });
  if (card !== undefined) card.open = true;
  return card !== undefined;
}
