// Reads and writes the session cookie.

const NAME = 'leadflow_session';

/** The session key in a Cookie header, or undefined. */
export function sessionCookie(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === NAME && value) return value;
  }
  return undefined;
}

/** The Set-Cookie value for a new session. `secure` where the request came over HTTPS. */
export function setSession(key: string, at: { maxAgeMs: number; secure: boolean }): string {
  const secure = at.secure ? '; Secure' : '';
  return `${NAME}=${key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.floor(at.maxAgeMs / 1000)}${secure}`;
}

/** The Set-Cookie value that ends a session in the browser. */
export function clearSession(): string {
  return `${NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
}
