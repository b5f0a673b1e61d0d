/** An expected outcome is a value; a bug is an exception. */
export type Result<V, C extends string = string> = Ok<V> | Err<C>;
export type Ok<V> = { readonly ok: true; readonly value: V };
export type Err<C extends string> = { readonly ok: false; readonly code: C };

export function ok<V>(value: V): Ok<V> {
  return { ok: true, value };
}

export function err<C extends string>(code: C): Err<C> {
  return { ok: false, code };
}
