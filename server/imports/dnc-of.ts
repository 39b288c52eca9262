// Whether numbers of a file are on a DNC list, for a thread that shares no memory with the checks of leads.
import { join } from 'node:path';
import { Failure } from '../../flows/language/failures.ts';
import type { Phone } from '../../nodes/tools.ts';
import type { PointReads } from '../store/point-reads.ts';
import { createLook, type Look } from '../tools/dnc/look.ts';
import { holds, type Numbers, readSegment } from '../tools/dnc/segment.ts';

/** What it is made of. `key` is the key of erased entries; undefined where it is not known. */
export interface DncParts {
  data: string;
  reads: PointReads;
  key: Uint8Array | undefined;
  now: () => number;
}

/** Why a number must not be called; undefined where it may. A list that cannot tell blocks, as in a flow. */
export type DncOf = (phone: Phone) => string | undefined;

/** Looks on the account's lists, and on those of the campaign. */
export function dncOf(parts: DncParts, campaign: string): DncOf {
  const { reads, key, now } = parts;
  const look: Look = createLook({
    reads,
    segments: segmentsIn(join(parts.data, 'dnc')),
    key: () => {
      if (!key) throw new Failure('SECRETS_LOCKED');
      return Buffer.from(key);
    },
    now,
  });
  const lists = reads.dncLists().filter((slug) => {
    const list = reads.dncStand(slug);
    return list?.scope === 'account' || (campaign !== '' && list?.campaign === campaign);
  });
  return ({ raw, e164 }) => {
    const digits = raw.normalize('NFKC').replace(/[^0-9]/g, '');
    const numbers = [...new Set([digits, e164])].filter((each) => each !== '');
    if (numbers.length === 0) return undefined;
    const found = look.first(numbers, lists);
    if (!found) return undefined;
    if ('why' in found) return found.says;
    return `${found.number} is on the DNC list ${found.list}${found.reason === '' ? '' : `: ${found.reason}`}.`;
  };
}

/** Imported numbers, read from their files when they are first asked for. */
function segmentsIn(folder: string): Parameters<typeof createLook>[0]['segments'] {
  const loaded = new Map<string, Numbers | undefined>();
  const faults = new Map<string, string>();
  const get = (id: string): Numbers | undefined => {
    if (loaded.has(id)) return loaded.get(id);
    try {
      loaded.set(id, readSegment(join(folder, `${id}.seg`)));
    } catch (error) {
      loaded.set(id, undefined);
      faults.set(id, error instanceof Error ? error.message : String(error));
    }
    return loaded.get(id);
  };
  return {
    get,
    hit(id, numbers) {
      const found = get(id);
      return found && numbers.find((number) => holds(found, number));
    },
    fault: (id) => faults.get(id) ?? 'it is missing',
  };
}
