// `leadflow api-types`: writes the editor's types anew from the admin API's schemas.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freshApiTypes } from '../api/api-types.ts';

/** Writes `editor/api-types.ts` and answers its path. */
export function writeApiTypes(): string {
  const file = fileURLToPath(new URL('../../editor/api-types.ts', import.meta.url));
  writeFileSync(file, freshApiTypes());
  return file;
}
