"use client";

import Link from "next/link";
import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from "react";
import { classNames } from "./class-names";
import { Icon, type IconName } from "./icons";
import { Spinner } from "./spinner";
import css from "./button.module.css";

export type ButtonVariant = "primary" | "quiet" | "plain" | "danger";

interface Look {
  readonly variant?: ButtonVariant | undefined;
  readonly size?: "normal" | "large" | undefined;
  readonly icon?: IconName | undefined;
}

export interface ButtonProps extends Look, Omit<ButtonHTMLAttributes<HTMLButtonElement>, "style"> {
  /** Shows a spinner, keeps the focus and ignores presses. */
  readonly busy?: boolean | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

const lookOf = ({ variant = "quiet", size = "normal" }: Look): string =>
  classNames(css["button"], css[variant], size === "large" && css["large"]);

/** A press button; `type` is "button" unless said otherwise. Variant "quiet" by default. */
export function Button({ variant, size, icon, busy = false, className, children, onClick, ...rest }: ButtonProps) {
  function press(event: MouseEvent<HTMLButtonElement>): void {
    if (busy) event.preventDefault();
    else onClick?.(event);
  }
  return (
    <button
      type="button"
      {...rest}
      className={classNames(lookOf({ variant, size }), className)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={press}
    >
      {busy ? <Spinner /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "size"> {
  /** Spoken, and shown as the tooltip. */
  readonly label: string;
  readonly icon: IconName;
}

export function IconButton({ label, icon, variant = "plain", className, ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      variant={variant}
      icon={icon}
      aria-label={label}
      title={label}
      className={classNames(css["icon"], className)}
    />
  );
}

export interface LinkButtonProps extends Look {
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** Looks like a button, goes to a page. */
export function LinkButton({ href, variant, size, icon, children, className }: LinkButtonProps) {
  return (
    <Link href={href} className={classNames(lookOf({ variant, size }), className)}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </Link>
  );
}
