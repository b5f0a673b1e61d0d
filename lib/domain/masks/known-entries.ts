/** What identity and sources know that must not stand in the content: each with the way in which it is looked for. */
import type { Dossier } from "../dossier/compartments";
import type { MaskKind } from "../dossier/mask";
import { findWords, type Span } from "./find-words";
import { findName, readName, type ReadText } from "./match-names";
import type { Romanise } from "./word-keys";

export const REASONS = ["organisation", "acronym", "contact", "partner", "email", "phone", "handle", "witness", "hidden"] as const;
export type Reason = (typeof REASONS)[number];

/** `entry`: as identity or sources have it; `maskId`: the mask that the words have already. */
export type Entry = {
  readonly reason: Reason;
  readonly kind: MaskKind;
  readonly entry: string;
  readonly maskId: string | null;
  readonly find: (read: ReadText) => readonly Span[];
};

export function knownEntries({ identity, sources, notes }: Dossier, romanise: Romanise): readonly Entry[] {
  const people = identity.contacts.map(({ name }) => name);
  const reached = identity.contacts.flatMap(({ email, phone, role }) => [email, phone, role]);
  const hidden = [...sources.masks, ...notes.masks].flatMap(({ id, kind, words }) => words.map((word) => exact("hidden", kind, word, id)));
  const entries = [
    ...hidden,
    named("organisation", "organisation", identity.organisationName, romanise),
    ...acronymsOf(identity.organisationName).map((acronym) => written("acronym", "organisation", acronym)),
    ...people.map((name) => named("contact", "organisation", name, romanise)),
    ...identity.partners.map((name) => named("partner", "organisation", name, romanise)),
    ...reached.flatMap((text) => addressesIn(text, "organisation", romanise)),
    ...sources.witnesses.map(({ realName }) => named("witness", "source", realName, romanise)),
    ...sources.witnesses.flatMap(({ contact }) => addressesIn(contact, "source", romanise)),
  ];
  return entries.filter(({ entry }) => entry.trim() !== "");
}

function named(reason: Reason, kind: MaskKind, entry: string, romanise: Romanise): Entry {
  const name = readName(entry, reason === "contact" || reason === "witness", romanise);
  return { reason, kind, entry, maskId: null, find: (read) => [...findWords(read.text, [entry]), ...findName(read, name)] };
}

function exact(reason: Reason, kind: MaskKind, entry: string, maskId: string | null = null): Entry {
  return { reason, kind, entry, maskId, find: ({ text }) => findWords(text, [entry]) };
}

/** Letter by letter: an acronym in small letters is often an ordinary word. */
function written(reason: Reason, kind: MaskKind, entry: string): Entry {
  return { ...exact(reason, kind, entry), find: ({ text }) => findWords(text, [entry]).filter(({ from, to }) => text.slice(from, to) === entry) };
}

/** The initials of a name in three words or more, and what stands in capitals in brackets behind it. */
function acronymsOf(name: string): readonly string[] {
  const bare = name.replace(/\([^)]*\)/g, " ");
  const words = bare.match(/[\p{L}\p{N}]+/gu) ?? [];
  const initials = [words, words.filter((word) => /^\p{Lu}/u.test(word))].map((list) => list.map((word) => [...word][0] ?? "").join("").toUpperCase());
  const bracketed = [...name.matchAll(/\(([\p{Lu}\p{N}]{2,12})\)/gu)].map(([, acronym = ""]) => acronym);
  return [...new Set([...initials.filter((acronym) => [...acronym].length >= 3), ...bracketed])];
}

const EMAIL = /[\p{L}\p{N}._%+-]+@([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)/gu;
const HANDLE = /(?<![\p{L}\p{N}.])@[\p{L}\p{N}_.]{2,}[\p{L}\p{N}_]/gu;
const PHONE = /(?:\+|\p{Nd})[\p{Nd}\s().\-/\u2010-\u2013]{5,}\p{Nd}/gu;
const SHORTEST_PHONE = 7;
/** Of whom an address does not tell where somebody works. */
const PROVIDERS = /^(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|proton|protonmail|pm|tutanota|tuta|gmx|mail|yandex|riseup|posteo|mailbox|aol|web|qq|163|ukr|inbox)\./i;
const SHORTEST_HANDLE = 5;

/** E-mail addresses with the house that they belong to, handles with and without their sign, and telephone numbers. */
function addressesIn(text: string, kind: MaskKind, romanise: Romanise): readonly Entry[] {
  const emails = [...text.matchAll(EMAIL)].flatMap(([email, house = ""]) => [email, ...(kind === "organisation" && !PROVIDERS.test(house) ? [house] : [])]);
  const handles = (text.match(HANDLE) ?? []).flatMap((handle) => [handle, ...(handle.length > SHORTEST_HANDLE ? [handle.slice(1)] : [])]);
  const phones = (text.match(PHONE) ?? []).filter((phone) => digitsOf(phone, romanise).length >= SHORTEST_PHONE);
  return [
    ...emails.map((email) => exact("email", kind, email)),
    ...handles.map((handle) => exact("handle", kind, handle)),
    ...phones.map((phone): Entry => ({ ...exact("phone", kind, phone), find: ({ text: where }) => findPhone(where, digitsOf(phone, romanise), romanise) })),
  ];
}

/** Digits without what is dialled in front: "+44 20…", "0044 20…" and "020…" end alike. */
function digitsOf(phone: string, romanise: Romanise): string {
  return romanise(phone).replace(/\D/g, "").replace(/^0+/, "");
}

function findPhone(text: string, sought: string, romanise: Romanise): readonly Span[] {
  return [...text.matchAll(PHONE)]
    .filter(({ 0: phone }) => {
      const digits = digitsOf(phone, romanise);
      return digits.length >= SHORTEST_PHONE && (digits.endsWith(sought) || sought.endsWith(digits));
    })
    .map(({ 0: phone, index }) => ({ from: index, to: index + phone.length }));
}
