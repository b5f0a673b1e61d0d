/** What the browser says of the line: whether there is one, and whether each byte costs somebody money. */

export type Line = {
  readonly online: boolean;
  readonly metered: boolean;
  /** What a person answered on this page to whether files may be sent over a metered line; null before that. */
  readonly consent: boolean | null;
};

export const OPEN_LINE: Line = { online: true, metered: false, consent: null };

export function maySend({ online, metered, consent }: Line): boolean {
  return online && (!metered || consent === true);
}

type Told = { setOnline(online: boolean): void; setMetered(metered: boolean): void };
/** Not every browser tells of its connection. */
type Connection = EventTarget & { readonly type?: string; readonly saveData?: boolean };

/** Tells `told` how the line is, and whenever that changes, until the answer is called. */
export function watchLine(told: Told): () => void {
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  const ending = new AbortController();
  const look = () => {
    told.setMetered(connection?.saveData === true || connection?.type === "cellular");
    told.setOnline(navigator.onLine);
  };
  for (const type of ["online", "offline"]) addEventListener(type, look, { signal: ending.signal });
  connection?.addEventListener("change", look, { signal: ending.signal });
  look();
  return () => ending.abort();
}
