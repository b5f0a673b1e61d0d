import { classNames } from "./class-names";
import { Icon, type IconName } from "./icons";
import css from "./audience.module.css";

export interface Circle {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** Whether this circle can read the block. */
  readonly reads: boolean;
}

export interface AudienceProps {
  /** Always the same four, from the closest to the widest: the eye learns the places. */
  readonly circles: readonly [Circle, Circle, Circle, Circle];
  /** Spoken before the names, for instance "Can be read by". */
  readonly label: string;
}

const TONES = ["circle1", "circle2", "circle3", "circle4"] as const;

/** The mark that says who can read a block: four cells, filled for those who can, and their names in words. */
export function Audience({ circles, label }: AudienceProps) {
  return (
    <span className={css["audience"]} role="group" aria-label={label}>
      <span className={css["scale"]} aria-hidden="true">
        {circles.map(({ id, reads }, index) => (
          <span key={id} className={classNames(css["cell"], css[TONES[index] ?? "circle4"])} data-reads={reads || undefined} />
        ))}
      </span>
      <ul className={css["words"]}>
        {circles.map(
          ({ id, label: name, icon, reads }, index) =>
            reads && (
              <li key={id} className={css[TONES[index] ?? "circle4"]}>
                <Icon name={icon} size={14} />
                {name}
              </li>
            ),
        )}
      </ul>
    </span>
  );
}
