import { classNames } from "./class-names";
import css from "./spinner.module.css";

/** A turning ring beside words that say what is going on; by itself it says nothing. */
export function Spinner({ className }: { readonly className?: string | undefined }) {
  return <span className={classNames(css["spinner"], className)} aria-hidden="true" />;
}

/** A line that says what is being waited for, announced politely. */
export function Waiting({ label }: { readonly label: string }) {
  return (
    <p className={css["waiting"]} role="status">
      <Spinner />
      {label}
    </p>
  );
}
