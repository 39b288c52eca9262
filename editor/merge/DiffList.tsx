// A list of everything that differs between two drawings: settings, nodes with their fields, edges.
import type { ReactElement } from 'react';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import type { FlowDiff } from '../../flows/language/diff.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { counted } from '../kit/time-words.ts';
import { ChangeMark } from './ChangeMark.tsx';
import { edgeWords, fieldName, nodeTitle, settingName, toldFields } from './change-words.ts';
import { FieldChanges } from './FieldChanges.tsx';
import './merge.css';

interface DiffListProps {
  diff: FlowDiff;
  before: FlowBundle;
  after: FlowBundle;
  catalogue: Catalogue;
  /** The node that is looked at: its fields are shown. Without it those of all are. */
  chosen?: string | undefined;
  /** Looks at a node; with it the nodes are buttons. */
  onChoose?: (id: string) => void;
}

/** The list, in the order of the drawing. */
export function DiffList({ diff, before, after, catalogue, chosen, onChoose }: DiffListProps): ReactElement {
  const title = (id: string): string => nodeTitle(id in after.document.nodes ? after : before, id, catalogue);
  return (
    <div className="mg-diff">
      {diff.settings.length > 0 && (
        <FieldChanges label="Settings of the flow" fields={diff.settings} nameOf={({ path }) => settingName(path)} />
      )}
      <ul className="lf-list mg-list">
        {diff.nodes.map((change) => {
          const type = (after.document.nodes[change.id] ?? before.document.nodes[change.id])?.type ?? '';
          const isOpen = onChoose === undefined || chosen === change.id;
          return (
            <li key={change.id}>
              <Line
                is={change.is}
                words={title(change.id)}
                isChosen={chosen === change.id}
                node={change.id}
                onChoose={onChoose}
              />
              {isOpen && (
                <FieldChanges
                  label={`What changed of ${title(change.id)}`}
                  fields={toldFields(change)}
                  nameOf={({ path }) => fieldName(path, catalogue[type]?.config)}
                />
              )}
            </li>
          );
        })}
        {diff.edges.map((edge) => (
          <li key={`${edge.from}.${edge.port}`}>
            <Line
              is={edge.is}
              words={`${title(edge.from)}: ${edgeWords(edge, title, edge.port)}`}
              isChosen={false}
              node={edge.from}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
      {diff.moved.length > 0 && (
        <p className="lf-muted lf-small">{`${counted(diff.moved.length, 'node')} only moved; no run notices that.`}</p>
      )}
    </div>
  );
}

interface LineProps {
  is: FlowDiff['nodes'][number]['is'];
  words: string;
  isChosen: boolean;
  node: string;
  onChoose: ((id: string) => void) | undefined;
}

function Line({ is, words, isChosen, node, onChoose }: LineProps): ReactElement {
  const content = (
    <>
      <ChangeMark is={is} /> <span>{words}</span>
    </>
  );
  if (!onChoose) return <p className="mg-line">{content}</p>;
  return (
    <button type="button" className="mg-line mg-line--button" aria-pressed={isChosen} onClick={() => onChoose(node)}>
      {content}
    </button>
  );
}
