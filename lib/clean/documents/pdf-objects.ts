/** Reading a PDF's objects by name, without a throw where one is of another type than the standard says. */
import type { PDFContext} from "@cantoo/pdf-lib";
import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFString, type PDFObject } from "@cantoo/pdf-lib";
import { refuse } from "../refusal";

export function get(dict: PDFDict, key: string): PDFObject | undefined {
  return dict.context.lookup(dict.get(PDFName.of(key)));
}

export function getDict(dict: PDFDict, key: string): PDFDict | null {
  return asDict(get(dict, key));
}

/** A dictionary, also that of a stream. */
export function asDict(object: PDFObject | undefined): PDFDict | null {
  if (object instanceof PDFRawStream) return object.dict;
  return object instanceof PDFDict ? object : null;
}

export function getArray(dict: PDFDict, key: string): PDFArray | null {
  const value = get(dict, key);
  return value instanceof PDFArray ? value : null;
}

/** The name without its slash; empty where there is none. */
export function getName(dict: PDFDict, key: string): string {
  return nameOf(get(dict, key));
}

export function nameOf(object: PDFObject | undefined): string {
  return object instanceof PDFName ? object.decodeText() : "";
}

export function getNumber(dict: PDFDict, key: string): number | null {
  const value = get(dict, key);
  return value instanceof PDFNumber ? value.asNumber() : null;
}

export function getText(dict: PDFDict, key: string): string {
  const value = get(dict, key);
  if (value instanceof PDFString || value instanceof PDFHexString) return value.decodeText();
  return value instanceof PDFBool || value instanceof PDFNumber ? value.toString() : nameOf(value);
}

export function numbersOf(array: PDFArray | null): number[] {
  return itemsOf(array).map((item) => (item instanceof PDFNumber ? item.asNumber() : Number.NaN));
}

/** The items, looked up. */
export function itemsOf(array: PDFArray | null): (PDFObject | undefined)[] {
  return array === null ? [] : array.asArray().map((_, index) => array.lookup(index));
}

export function remove(dict: PDFDict, key: string): void {
  dict.delete(PDFName.of(key));
}

/** The keys without their slashes, in the order of the file. */
export function keysOf(dict: PDFDict): string[] {
  return dict.keys().map((key) => key.decodeText());
}

const MOST_NODES = 100_000;

/** Every dictionary below `root`, itself included, in the order of the file, by the keys that `children` names; each once, so that loops end. */
export function* descend(context: PDFContext, root: PDFObject | undefined, children: readonly string[]): Generator<{ dict: PDFDict; ref: PDFRef | null }> {
  const seen = new Set<PDFObject>();
  const pending: PDFObject[] = root === undefined ? [] : [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const found = context.lookup(next);
    if (found === undefined || seen.has(found)) continue;
    seen.add(found);
    if (seen.size > MOST_NODES) refuse("too-large");
    if (found instanceof PDFArray) pending.push(...found.asArray().toReversed());
    const dict = asDict(found);
    if (dict === null) continue;
    yield { dict, ref: next instanceof PDFRef ? next : null };
    for (const key of children.toReversed()) {
      const child = dict.get(PDFName.of(key));
      if (child !== undefined) pending.push(child);
    }
  }
}
