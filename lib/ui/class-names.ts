/** Joins the class names that are set; CSS modules type theirs as possibly undefined. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
