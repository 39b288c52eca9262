// Reads the text of an exported flow, and says what is wrong with it.
import type { FlowExport } from '../../types.ts';

/** The export, or what is wrong with the text in words. */
export type ReadExport = { ok: true; file: FlowExport } | { ok: false; says: string };

/** Reads what `Export` wrote. */
export function readExport(text: string): ReadExport {
  if (text.trim() === '') return { ok: false, says: 'Choose a file, or paste the text of an exported flow.' };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return {
      ok: false,
      says: 'This is not the text of an exported flow: it is not JSON. Export the flow again, or copy all of its text.',
    };
  }
  if (!isRecord(content) || content.leadflow !== 1 || typeof content.slug !== 'string' || !isRecord(content.files)) {
    return {
      ok: false,
      says: 'This JSON is not an exported flow: it has no "leadflow": 1 with a slug and files. Use the file that Export wrote.',
    };
  }
  const file = { ...content, adaptors: content.adaptors ?? {}, connections: content.connections ?? {} };
  return { ok: true, file: file as unknown as FlowExport };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
