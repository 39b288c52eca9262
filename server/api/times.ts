// Times as the API answers them.

/** Milliseconds since 1970 as ISO text, UTC. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The same, null for null. */
export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
