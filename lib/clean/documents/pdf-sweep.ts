/** A PDF with the objects that its root leads to and no others, under new numbers: what earlier versions left is not copied. */
import { PDFArray, PDFContext, PDFDict, PDFNull, PDFRawStream, PDFRef, PDFWriter, type PDFHeader, type PDFObject } from "@cantoo/pdf-lib";

export interface Reached {
  /** In the order in which the root leads to them; an object's new number is its place here. */
  readonly refs: readonly PDFRef[];
  readonly objects: readonly PDFObject[];
}

interface Visitor {
  /** Called once for each array, dictionary and stream, before what it leads to is followed. */
  readonly visit: (object: Container) => void;
  /** A reference to what is gone is taken out. */
  readonly isGone: (ref: PDFRef) => boolean;
}

export type Container = PDFArray | PDFDict | PDFRawStream;

/**
 * Calls `change` with each direct value inside `start`; null takes the value out. What is in `seen` was visited before: two
 * dictionaries may share a direct value.
 */
function walk(start: PDFObject, seen: Set<PDFObject>, visit: (object: Container) => void, change: (value: PDFObject) => PDFObject | null): void {
  const pending = [start];
  const changed = (value: PDFObject): PDFObject | null => {
    const now = change(value);
    if (now !== null && !(now instanceof PDFRef)) pending.push(now);
    return now;
  };
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    if (!(object instanceof PDFArray || object instanceof PDFDict || object instanceof PDFRawStream) || seen.has(object)) continue;
    seen.add(object);
    visit(object);
    if (object instanceof PDFArray) {
      for (const [index, item] of object.asArray().entries()) object.set(index, changed(item) ?? PDFNull);
      continue;
    }
    const dict = object instanceof PDFDict ? object : object.dict;
    for (const [key, item] of dict.entries()) {
      const now = changed(item);
      if (now === null) dict.delete(key);
      else dict.set(key, now);
    }
  }
}

/** Everything that `root` leads to. */
export function reach(context: PDFContext, root: PDFRef, { visit, isGone }: Visitor): Reached {
  const refs = new Set<PDFRef>();
  const objects: PDFObject[] = [];
  const follow = (value: PDFObject): PDFObject | null => {
    if (!(value instanceof PDFRef) || refs.has(value)) return value;
    const object = context.lookup(value);
    if (object === undefined || object === PDFNull || object instanceof PDFRef || isGone(value)) return null;
    refs.add(value);
    objects.push(object);
    return value;
  };
  const seen = new Set<PDFObject>();
  follow(root);
  for (let next = 0; next < objects.length; next++) walk(objects[next] ?? PDFNull, seen, visit, follow);
  return { refs: [...refs], objects };
}

export async function writePdf({ refs, objects }: Reached, header: PDFHeader): Promise<Uint8Array> {
  const numbers = new Map(refs.map((ref, index) => [ref, PDFRef.of(index + 1)]));
  const renumber = (value: PDFObject): PDFObject | null => (value instanceof PDFRef ? (numbers.get(value) ?? null) : value);
  const seen = new Set<PDFObject>();
  const context = PDFContext.create();
  context.header = header;
  objects.forEach((object, index) => {
    walk(object, seen, () => undefined, renumber);
    context.assign(PDFRef.of(index + 1), object);
  });
  context.trailerInfo.Root = PDFRef.of(1);
  return PDFWriter.forContext(context, 1000).serializeToBuffer();
}
