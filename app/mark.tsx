/** The mark: a sealed letter, crossed as registered post is. */
export function Mark({ size = 28 }: { readonly size?: number | undefined }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="2.75" y="5.75" width="26.5" height="20.5" rx="2" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M3 16h26M16 6v20" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="16" cy="16" r="5.25" fill="currentColor" />
      <path d="m13.6 16.2l1.7 1.7 3.2-3.6" fill="none" stroke="var(--sheet)" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
