// An answer that was read, as a tree: a click on a key takes its path.
import { type ReactElement, useState } from 'react';
import type { Json } from '../../../../flows/language/document.ts';
import { sizeWords } from '../../../kit/json-paths.ts';
import type { Picked } from './answer-picks.ts';
import '../../../kit/json-view.css';
import '../connections.css';

interface AnswerTreeProps {
  data: Json;
  /** The path that is taken now. */
  picked: string | undefined;
  onPick: (picked: Picked) => void;
}

const SHOWN = 60;
const OPEN_LEVELS = 3;

/** The tree. A key with a dot in it cannot be said as a path, and is shown alone. */
export function AnswerTree({ data, picked, onPick }: AnswerTreeProps): ReactElement {
  if (typeof data !== 'object' || data === null) {
    return <pre className="lf-json lf-mono lf-answer__text">{String(data)}</pre>;
  }
  return (
    <section className="lf-json lf-mono lf-answer__tree" aria-label="The answer, read: choose a key to take its path">
      <Children data={data} before="" levels={OPEN_LEVELS} picked={picked} onPick={onPick} />
    </section>
  );
}

interface BranchProps extends AnswerTreeProps {
  name: string;
  path: string | undefined;
  levels: number;
}

function Branch({ name, path, data, levels, picked, onPick }: BranchProps): ReactElement {
  const [isOpen, setOpen] = useState(levels > 0);
  const holds = typeof data === 'object' && data !== null && Object.keys(data).length > 0 ? data : undefined;
  return (
    <div className="lf-json__branch">
      <div className="lf-json__line">
        {holds ? (
          <button
            type="button"
            className="lf-json__fold"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Fold' : 'Unfold'} ${name}`}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          </button>
        ) : (
          <span className="lf-json__fold" />
        )}
        {path === undefined ? (
          <span className="lf-json__name">{name}:</span>
        ) : (
          <button
            type="button"
            className="lf-answer__key"
            aria-pressed={picked === path}
            aria-label={`Take the path ${path}`}
            onClick={() => onPick({ path, value: data })}
          >
            {name}
          </button>
        )}
        <Holds data={data} />
      </div>
      {holds && isOpen && <Children {...{ data: holds, picked, onPick }} before={path} levels={levels - 1} />}
    </div>
  );
}

function Holds({ data }: { data: Json }): ReactElement {
  if (typeof data === 'object' && data !== null) {
    const [open, close] = Array.isArray(data) ? '[]' : '{}';
    return <span className="lf-muted">{`${open} ${sizeWords(data)} ${close}`}</span>;
  }
  return (
    <span className={`lf-json__value lf-json__value--${data === null ? 'null' : typeof data}`}>
      {JSON.stringify(data)}
    </span>
  );
}

interface ChildrenProps extends Omit<AnswerTreeProps, 'data'> {
  data: object;
  /** The path of the value itself; undefined where it cannot be said. */
  before: string | undefined;
  levels: number;
}

function Children({ data, before, levels, picked, onPick }: ChildrenProps): ReactElement {
  const [shown, setShown] = useState(SHOWN);
  const entries: [string, Json][] = Object.entries(data);
  return (
    <div className="lf-json__children">
      {entries.slice(0, shown).map(([key, each]) => (
        <Branch
          key={key}
          name={key}
          path={
            before === undefined || key === '' || key.includes('.')
              ? undefined
              : before === ''
                ? key
                : `${before}.${key}`
          }
          data={each}
          levels={levels}
          picked={picked}
          onPick={onPick}
        />
      ))}
      {entries.length > shown && (
        <button type="button" className="lf-json__more" onClick={() => setShown(shown + SHOWN)}>
          Show {Math.min(SHOWN, entries.length - shown)} more of {entries.length}
        </button>
      )}
    </div>
  );
}
