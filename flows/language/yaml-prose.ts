// Writes long prose as folded text of short lines, so that a change of a word changes a line and not a paragraph.
import { Scalar, type ScalarTag } from 'yaml';

/** Lines end here, where they can. */
const WIDTH = 100;
/** Shorter prose never needs a second line. */
const ALWAYS_SHORT = 60;

/** Prose as a YAML value; written folded (`>-`) at whatever indent it stands. */
export class Prose {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The tag that writes prose; the file shows no tag. */
export const PROSE_TAG: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => value instanceof Prose,
  resolve: (text) => text,
  stringify: (item, { indent }) => {
    const text = item.value instanceof Prose ? item.value.text : String(item.value);
    return ['>-', ...wrapped(text, WIDTH - indent.length)].join(`\n${indent}`);
  },
};

/** The text as a scalar: prose where it may need several lines and folding gives the same text back. */
export function proseScalar(text: string): Scalar {
  const isPlain = /^\S+( \S+)*$/.test(text);
  return new Scalar(isPlain && text.length > ALWAYS_SHORT ? new Prose(text) : text);
}

/** Turns prose that fits into its line, beginning at the column `start`, into plain text. */
export function settleProse(scalar: Scalar, start: number): void {
  if (scalar.value instanceof Prose && start + scalar.value.text.length <= WIDTH) scalar.value = scalar.value.text;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
