// Texts typed or pasted one a line.

/** The lines that say something, trimmed, each once, in order. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}
