// One thing that both sides changed: what each made of it, and whose change holds.
import type { ReactElement, ReactNode } from 'react';
import { type FieldChange, fieldChanges, settingsAt, wholeNode } from '../../flows/language/diff.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import type { Choice, Conflict, MergeSides } from '../../flows/language/merge-questions.ts';
import { ChangeMark } from './ChangeMark.tsx';
import { fieldName, nodeTitle, settingName, valueText } from './change-words.ts';
import { FieldChanges } from './FieldChanges.tsx';

/** What the two sides are called. */
export interface SideWords {
  theirs: string;
  mine: string;
}

interface ConflictRowProps {
  conflict: Conflict;
  sides: Required<MergeSides>;
  words: SideWords;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}

/** A question with its answers as radio buttons. */
export function ConflictRow({ conflict, sides, words, choice, onChoose }: ConflictRowProps): ReactElement {
  const both = BOTH[conflict.both ?? 'none'];
  const options: [Choice, string][] = [
    ['theirs', words.theirs],
    ['mine', words.mine],
    ...(both ? [['both', 'Both'] as [Choice, string]] : []),
  ];
  return (
    <fieldset className="mg-conflict">
      <legend>{titleOf(conflict, sides)}</legend>
      <div className="mg-sides">
        <Side conflict={conflict} sides={sides} side="theirs" title={words.theirs} />
        <Side conflict={conflict} sides={sides} side="mine" title={words.mine} />
      </div>
      <div className="mg-choices">
        {options.map(([id, label]) => (
          <label key={id} className="mg-choice">
            <input type="radio" name={conflict.key} checked={choice === id} onChange={() => onChoose(id)} />
            {label}
          </label>
        ))}
        {both && choice === 'both' && <span className="lf-muted lf-small">{both}</span>}
        {choice === undefined && <span className="mg-open">Choose one</span>}
      </div>
    </fieldset>
  );
}

const BOTH = {
  combined: 'One node with what each side changed of it.',
  copied: 'Theirs stays in its place; yours is put beside it, not connected.',
  none: undefined,
} as const;

function titleOf({ kind, path }: Conflict, { mine, theirs, catalogue }: Required<MergeSides>): string {
  if (kind === 'setting') return settingName(path);
  const [id, port] = path.map(String);
  const from = [mine, theirs].find(({ document }) => id !== undefined && id in document.nodes) ?? mine;
  const title = nodeTitle(from, id ?? '', catalogue);
  return kind === 'node' ? title : `Where ${title} leads by ${port}`;
}

interface SideProps {
  conflict: Conflict;
  sides: Required<MergeSides>;
  side: 'mine' | 'theirs';
  title: string;
}

function Side({ conflict, sides, side, title }: SideProps): ReactElement {
  return (
    <section className="mg-side" aria-label={title}>
      <h4>
        {title} <ChangeMark is={conflict[side]} />
      </h4>
      {conflict.kind === 'node' ? (
        <NodeSide conflict={conflict} sides={sides} side={side} />
      ) : (
        said(conflict, sides, side)
      )}
    </section>
  );
}

function NodeSide({ conflict, sides, side }: Omit<SideProps, 'title'>): ReactNode {
  const id = String(conflict.path[0]);
  const [before, after] = [wholeNode(sides.base, id), wholeNode(sides[side], id)];
  if (!after) return <p className="lf-muted">The node is taken away, with its edges.</p>;
  const schema = sides.catalogue[after.type]?.config;
  const fields: FieldChange[] = fieldChanges(before, after, schema);
  if (fields.length === 0) return <p className="lf-muted">New edges lead to or from it.</p>;
  return <FieldChanges label="What changed" fields={fields} nameOf={({ path }) => fieldName(path, schema)} />;
}

/** Where a port leads, or what a setting says, on one side. */
function said(conflict: Conflict, sides: Required<MergeSides>, side: 'mine' | 'theirs'): ReactElement {
  if (conflict.kind === 'setting')
    return <p className="mg-text">{valueText(settingsAt(sides[side]).get(conflict.path.join('.'))?.value)}</p>;
  const [from, port] = conflict.path;
  const bundle: FlowBundle = sides[side];
  const edge = bundle.document.edges.find((each) => each.from === from && each.port === port);
  return (
    <p className="mg-text">
      {edge ? `To ${nodeTitle(bundle, edge.to, sides.catalogue)}` : 'To nothing: the edge is taken away'}
    </p>
  );
}
