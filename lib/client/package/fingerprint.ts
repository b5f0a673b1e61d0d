/** A fingerprint in groups of four, as it is read out on the telephone. */
export function groupFingerprint(fingerprint: string): string {
  return (fingerprint.match(/.{1,4}/g) ?? []).join(" ");
}
