// Reads the text of an exported connection, and says what is wrong with it.

import type { ConnectionExport } from '../../../types.ts';

/** The export, or what is wrong with the text in words. The server checks what stands in it. */
export function readExport(text: string): { file: ConnectionExport } | { says: string } {
  if (text.trim() === '') return { says: 'Choose a file, or paste the text of an exported connection.' };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return {
      says: 'This is not JSON, so it is not what Export wrote. Export the connection again, or copy all of it.',
    };
  }
  if (isFlow(content)) {
    return { says: 'This is an exported flow. Import it on the page Flows.' };
  }
  if (!isExport(content)) {
    return { says: 'This JSON is not an exported connection. Use the file that Export wrote on the page Connections.' };
  }
  return { file: { ...content, adaptors: content.adaptors ?? {}, template: content.template ?? null } };
}

function isFlow(content: unknown): boolean {
  return typeof content === 'object' && content !== null && 'files' in content && 'slug' in content;
}

function isExport(content: unknown): content is ConnectionExport {
  if (typeof content !== 'object' || content === null) return false;
  const { leadflow, kind, slug, connection } = content as Partial<ConnectionExport>;
  return leadflow === 1 && kind === 'connection' && typeof slug === 'string' && typeof connection === 'object';
}
