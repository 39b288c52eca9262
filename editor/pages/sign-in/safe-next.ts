// Where to go after signing in: only a page of this editor.

/** `next` where it is a path of this site, else `/`. Refuses other hosts, also as `//host` or `/\host`. */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/') || /^\/[/\\]/.test(next) || hasControls(next)) return '/';
  return next.startsWith('/login') || next.startsWith('/setup') ? '/' : next;
}

/** Browsers drop tabs and line breaks from addresses, which could turn a path into a host. */
function hasControls(text: string): boolean {
  return [...text].some((letter) => letter.charCodeAt(0) < 32);
}
