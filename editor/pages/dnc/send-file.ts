// Sends a file into a DNC import piece by piece, and waits until the server has read it.
import { api } from '../../api.ts';
import type { DncImport } from '../../types.ts';

/** Bytes of one request: half a minute is all that it may take, also over a slow line. */
const PIECE = 1024 * 1024;
const LOOK_EVERY_MS = 300;

/** What is to be done with the file. */
export interface FileOrder {
  list: string;
  mode: DncImport['mode'];
  /** The day of the file, as a date field gives it; '' for today. */
  day: string;
  /** Two letters. */
  region: string;
  reason: string;
}

/** Announces the file, or finds where an earlier try stopped, and sends the rest. `told` hears how far it is. */
export async function sendFile(
  file: File,
  order: FileOrder,
  on: { told: (stand: DncImport) => void; isStopped: () => boolean },
): Promise<DncImport> {
  const { list, mode, day, region, reason } = order;
  const asOf = day === '' ? {} : { asOf: new Date(`${day}T00:00:00`).toISOString() };
  const etag = `${file.name} ${file.size} ${file.lastModified}`;
  const body = { list, mode, name: file.name, size: file.size, etag, region, reason, ...asOf };
  let stand = await api.post<DncImport>('/api/dnc-imports', body);
  on.told(stand);
  while (stand.received < file.size && !on.isStopped()) {
    const bytes = file.slice(stand.received, stand.received + PIECE);
    stand = await api.putBytes<DncImport>(`/api/dnc-imports/${stand.id}/bytes?offset=${stand.received}`, bytes);
    on.told(stand);
  }
  if (on.isStopped()) return stand;
  stand = await api.post<DncImport>(`/api/dnc-imports/${stand.id}/read`);
  while (stand.state === 'reading' && !on.isStopped()) {
    on.told(stand);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    stand = await api.get<DncImport>(`/api/dnc-imports/${stand.id}`);
  }
  on.told(stand);
  return stand;
}
