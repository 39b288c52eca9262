// Sends a file of leads piece by piece, and has the server find out what it holds.
import { api } from '../../../api.ts';
import type { LeadImport } from '../../../types.ts';
import { IMPORTS } from './use-lead-import.ts';

/** Bytes of one request: half a minute is all that it may take, also over a slow line. */
const PIECE = 1024 * 1024;

/** Announces the file, or finds where an earlier try stopped, and sends the rest. `told` hears how far it is. */
export async function sendLeadFile(
  file: File,
  on: { told: (stand: LeadImport) => void; isStopped: () => boolean },
): Promise<LeadImport | undefined> {
  const etag = `${file.name} ${file.size} ${file.lastModified}`;
  let stand = await api.post<LeadImport>(IMPORTS, { name: file.name, size: file.size, etag });
  on.told(stand);
  while (stand.received < file.size) {
    if (on.isStopped()) return undefined;
    const bytes = file.slice(stand.received, stand.received + PIECE);
    stand = await api.putBytes<LeadImport>(`${IMPORTS}/${stand.id}/bytes?offset=${stand.received}`, bytes);
    on.told(stand);
  }
  return api.post<LeadImport>(`${IMPORTS}/${stand.id}/describe`);
}
