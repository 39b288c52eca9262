// Why, as plain text to paste into a message, and a sentence as its parts.
import type { Why } from '../types.ts';

/** A part of a sentence; `at` is where it begins. */
export interface WordPart {
  at: number;
  text: string;
  isCode: boolean;
}

/** The parts of a sentence: what stands in backticks is code. */
export function wordParts(text: string): WordPart[] {
  let at = 0;
  return text.split('`').flatMap((part, index) => {
    const found = { at, text: part, isCode: index % 2 === 1 };
    at += part.length + 1;
    return part === '' ? [] : [found];
  });
}

/** All of it as text, one line a sentence. */
export function whyText({ summary, wouldChange, decisions }: Why): string {
  const lines = decisions.flatMap(({ title, says, wouldChange }) => [
    `- ${title}: ${says}`,
    ...(wouldChange ? [`  ${wouldChange}`] : []),
  ]);
  return [summary, ...(wouldChange ? [wouldChange] : []), ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}
