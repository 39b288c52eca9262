// A JSON value as a tree that folds, with the path of each part ready to copy.
import { type ReactElement, useState } from 'react';
import type { Json } from '../../flows/language/document.ts';
import { IconButton } from './Button.tsx';
import { CopyButton } from './CopyButton.tsx';
import { joinPath, sizeWords } from './json-paths.ts';
import './json-view.css';

interface JsonViewProps {
  value: Json | undefined;
  /** What the value is called, and the start of its paths: `lead`, `steps.ask`. */
  root?: string;
  label?: string;
  /** How many levels stand open at first; 2 unless told. */
  openLevels?: number;
}

const SHOWN_AT_ONCE = 100;

/** Draws the tree. Shows nothing but words for `undefined`. */
export function JsonView({ value, root = '', label, openLevels = 2 }: JsonViewProps): ReactElement {
  if (value === undefined) return <p className="lf-muted">Nothing.</p>;
  return (
    <section className="lf-json lf-mono" aria-label={label ?? (root || 'Value')}>
      <div className="lf-json__copy">
        <CopyButton text={JSON.stringify(value, null, 2)} label="Copy as JSON" />
      </div>
      <Branch name={root} path={root} value={value} levels={openLevels} />
    </section>
  );
}

interface BranchProps {
  name: string | number;
  path: string;
  value: Json;
  levels: number;
}

function Branch({ name, path, value, levels }: BranchProps): ReactElement {
  const [isOpen, setOpen] = useState(levels > 0);
  if (typeof value !== 'object' || value === null) return <Leaf name={name} path={path} value={value} />;
  const isEmpty = Object.keys(value).length === 0;
  const brackets = Array.isArray(value) ? '[]' : '{}';
  return (
    <div className="lf-json__branch">
      <div className="lf-json__line">
        {isEmpty ? (
          <span className="lf-json__fold" />
        ) : (
          <button
            type="button"
            className="lf-json__fold"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Fold' : 'Unfold'} ${name === '' ? 'value' : name}`}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          </button>
        )}
        <Name name={name} />
        <span className="lf-muted">{isEmpty ? brackets : `${brackets[0]} ${sizeWords(value)} ${brackets[1]}`}</span>
        <CopyPath path={path} />
      </div>
      {isOpen && !isEmpty && <Children value={value} path={path} levels={levels} />}
    </div>
  );
}

function Children({ value, path, levels }: { value: object; path: string; levels: number }): ReactElement {
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const isList = Array.isArray(value);
  const entries = Object.entries(value) as [string, Json][];
  return (
    <div className="lf-json__children">
      {entries.slice(0, shown).map(([key, child]) => {
        const name = isList ? Number(key) : key;
        return <Branch key={key} name={name} path={joinPath(path, name)} value={child} levels={levels - 1} />;
      })}
      {entries.length > shown && (
        <button type="button" className="lf-json__more" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          Show {Math.min(SHOWN_AT_ONCE, entries.length - shown)} more of {entries.length}
        </button>
      )}
    </div>
  );
}

function Leaf({
  name,
  path,
  value,
}: {
  name: string | number;
  path: string;
  value: string | number | boolean | null;
}): ReactElement {
  const kind = value === null ? 'null' : typeof value;
  return (
    <div className="lf-json__line">
      <span className="lf-json__fold" />
      <Name name={name} />
      <span className={`lf-json__value lf-json__value--${kind}`}>{JSON.stringify(value)}</span>
      <CopyPath path={path} />
    </div>
  );
}

function Name({ name }: { name: string | number }): ReactElement | null {
  if (name === '') return null;
  return (
    <span className="lf-json__name">
      {name}
      <span className="lf-muted">:</span>
    </span>
  );
}

function CopyPath({ path }: { path: string }): ReactElement | null {
  const [isCopied, setCopied] = useState(false);
  if (path === '') return null;
  const copy = async (): Promise<void> => {
    const done = await navigator.clipboard?.writeText(path).then(
      () => true,
      () => false,
    );
    setCopied(done ?? false);
    setTimeout(() => setCopied(false), 1600);
  };
  return (
    <span className="lf-json__path">
      <IconButton
        size="small"
        icon={isCopied ? 'check' : 'link'}
        label={isCopied ? 'Copied' : `Copy path ${path}`}
        onPress={copy}
      />
    </span>
  );
}
