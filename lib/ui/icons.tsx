import type { ReactNode } from "react";

/** Line drawings on a 20-unit grid, 1.5 units thick. Decorative: the words beside them carry the meaning. */
const DRAWINGS = {
  add: <path d="M10 4v12M4 10h12" />,
  alert: <path d="M10 3 2.5 16.5h15L10 3Zm0 5v4m0 2.2v.3" />,
  arrow: <path d="M4 10h12m-5-5 5 5-5 5" />,
  back: <path d="M16 10H4m5-5-5 5 5 5" />,
  board: <path d="M3 4h4v12H3zM8 4h4v8H8zM13 4h4v10h-4z" />,
  check: <path d="m4 10.5 4 4 8-9" />,
  chevron: <path d="m5 8 5 5 5-5" />,
  circle: <path d="M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12Z" strokeWidth="2.5" />,
  clock: <path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 3v4.2l3 1.8" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  copy: <path d="M7 7h9v9H7zM13 7V4H4v9h3" />,
  dash: <path d="M4 10h12" strokeWidth="2.5" />,
  disc: <path d="M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12Z" fill="currentColor" />,
  document: <path d="M5 2.5h6.5L15 6v11.5H5zM11 3v4h4M7.5 10.5h5m-5 3h5" />,
  download: <path d="M10 3v9m-4-3.5 4 4 4-4M4 16.5h12" />,
  envelope: <path d="M2.5 5h15v10.5h-15zm0 .5 7.5 6 7.5-6" />,
  exit: <path d="M8 3.5H4v13h4M8.5 10H17m-3.5-3.5L17 10l-3.5 3.5" />,
  external: <path d="M8 4H4v12h12v-4M11 4h5v5m0-5-7 7" />,
  eye: <path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5Zm8-2.3a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6Z" />,
  flag: <path d="M5 17.5v-15m0 1h10l-2.5 3.5L15 10.5H5" />,
  help: <path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM7.8 8c.2-1.3 1.1-2 2.3-2 1.3 0 2.2.8 2.2 1.9 0 1.6-2.2 1.7-2.2 3.3m0 2.3v.3" />,
  home: <path d="m3 9.5 7-6 7 6M5 8v8.5h10V8M8.5 16.5v-5h3v5" />,
  info: <path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 6v4.5M10 6v.3" />,
  leave: <path d="M4 7V4h12v12H4v-3M2.5 10H11M8 7l3 3-3 3" />,
  lock: <path d="M4.5 9h11v8h-11zM7 9V6.5a3 3 0 0 1 6 0V9m-3 3v2" />,
  menu: <path d="M3 5.5h14M3 10h14M3 14.5h14" />,
  more: <path d="M4.5 10h.1m5.4 0h.1m5.4 0h.1" strokeWidth="2.5" />,
  moon: <path d="M16 12.2A6.8 6.8 0 0 1 7.8 4a6.8 6.8 0 1 0 8.2 8.2Z" />,
  package: <path d="m10 2.5 7 3.5v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6m-7 3.5v8" />,
  pause: <path d="M7 4.5v11m6-11v11" />,
  pen: <path d="m3.5 16.5.8-3.5L13.5 3.8l2.7 2.7L7 15.7zM11.5 5.8l2.7 2.7" />,
  people: <path d="M7.5 4a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4ZM2.5 16c0-3 2-4.5 5-4.5s5 1.5 5 4.5m.5-11.5a2.4 2.4 0 0 1 0 4.6m1.5 2.4c2 .5 3 2 3 4.5" />,
  person: <path d="M10 3.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM4 17c0-3.4 2.4-5 6-5s6 1.6 6 5" />,
  print: <path d="M6 7.5V3h8v4.5M6 14H3V7.5h14V14h-3M6 11.5h8V17H6z" />,
  resume: <path d="m6.5 4 9 6-9 6z" />,
  retry: <path d="M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.5v4h-4" />,
  search: <path d="M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm4 9.5 4 4" />,
  shield: <path d="M10 2.5 4 5v4.5c0 3.7 2.4 6.3 6 8 3.6-1.7 6-4.3 6-8V5zM7.3 9.8l2 2 3.5-4" />,
  sort: <path d="m6.5 8 3.5-4 3.5 4M6.5 12l3.5 4 3.5-4" />,
  sortDown: <path d="M10 4v12m-4.5-4.5L10 16l4.5-4.5" />,
  sortUp: <path d="M10 16V4M5.5 8.5 10 4l4.5 4.5" />,
  sun: <path d="M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1" />,
  trash: <path d="M3.5 5.5h13M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5m3-5v5" />,
  upload: <path d="M10 13V4M6 7.5l4-4 4 4M4 16.5h12" />,
  witness: <path d="M3 10s2.5-4 7-4 7 4 7 4-2.5 4-7 4-7-4-7-4ZM4 16 16 4" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number | undefined }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {DRAWINGS[name]}
    </svg>
  );
}
