// Hands a connection, with its template and adaptors, to the browser as one file. No secret is in it.
import { api } from '../../../api.ts';
import { download } from '../../../kit/download.ts';
import type { ConnectionExport } from '../../../types.ts';

/** Saves it as `<slug>.connection.json`. Rejects with ApiProblem. */
export async function saveExport(slug: string): Promise<void> {
  const file = await api.get<ConnectionExport>(`/api/connections/${slug}/export`);
  download(`${slug}.connection.json`, `${JSON.stringify(file, null, 2)}\n`);
}
