// A text to be read and copied as it is: a key, a command.
import type { ReactElement } from 'react';
import { CopyButton } from './CopyButton.tsx';
import './code-block.css';

interface CodeBlockProps {
  /** What it is; read out, and named on the copy button. */
  label: string;
  text: string;
}

/** The text in a frame, with a button that copies it. */
export function CodeBlock({ label, text }: CodeBlockProps): ReactElement {
  return (
    <figure className="lf-code">
      <figcaption className="lf-code__head">
        <span className="lf-label">{label}</span>
        <CopyButton text={text} label="Copy" showLabel />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </figure>
  );
}
