// Everything of one node: its words, its fields, where its ports lead, and how it went last time.
import { type ReactElement, useMemo, useState } from 'react';
import type { NodeSpec } from '../../flows/language/catalogue.ts';
import type { FlowNode } from '../../flows/language/document.ts';
import { IconButton } from '../kit/Button.tsx';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Icon } from '../kit/Icon.tsx';
import { Notice } from '../kit/Notice.tsx';
import { READY } from '../kit/ready-controls.ts';
import { SchemaForm } from '../kit/SchemaForm.tsx';
import { Tabs } from '../kit/Tabs.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { configure, duplicateSelected, patch, removeSelected, writeFile } from './flow-verbs.ts';
import { LastRunTab } from './LastRunTab.tsx';
import { nodeIcon } from './node-icon.ts';
import { PortsTab } from './PortsTab.tsx';
import { PostingLink } from './PostingLink.tsx';
import { RetryFields } from './RetryFields.tsx';
import { readablePaths } from './suggest.ts';
import { useBodyNote } from './use-body-note.ts';
import { useLastInput } from './use-last-input.ts';

/** The panel of node `id`. */
export function NodePanel({ id }: { id: string }): ReactElement | null {
  const node = useFlow((state) => state.bundle.document.nodes[id]);
  const spec = useFlow((state) => (node ? state.catalogue[node.type] : undefined));
  const ports = useFlow((state) => state.ports[id]?.length ?? 0);
  const wish = useFlow((state) => state.wish);
  const [tab, setTab] = useState({ id: 'configure', wish: wish.n });
  // A wish for a field opens the tab that holds it.
  const shown = tab.wish === wish.n ? tab.id : 'configure';
  if (!node) return null;
  const tabs = [
    { id: 'configure', label: 'Configure', content: <ConfigureTab id={id} node={node} spec={spec} /> },
    { id: 'ports', label: 'Ports', count: ports, content: <PortsTab id={id} /> },
    { id: 'last-run', label: 'Last run', content: <LastRunTab id={id} /> },
  ];
  return (
    <>
      <PanelHead id={id} node={node} spec={spec} />
      <Tabs
        label="Parts of the node"
        tabs={tabs}
        selected={shown}
        onSelect={(next) => setTab({ id: next, wish: wish.n })}
      />
    </>
  );
}

interface PartProps {
  id: string;
  node: FlowNode;
  spec: NodeSpec | undefined;
}

function PanelHead({ id, node, spec }: PartProps): ReactElement {
  const { flow } = useDrawing();
  const isReadOnly = useFlow((state) => state.readOnly);
  const title = spec?.title ?? node.type;
  return (
    <header className={`fl-panel__head fl-card--${spec?.category ?? 'end'}`}>
      <div className="fl-panel__title">
        <span className="fl-card__icon">
          <Icon name={nodeIcon(spec)} size={17} />
        </span>
        <input
          aria-label="Title of the node"
          placeholder={title}
          value={node.title ?? ''}
          readOnly={isReadOnly}
          maxLength={80}
          spellCheck={false}
          onChange={(event) => patch(flow, id, { title: event.target.value || undefined })}
          onKeyDown={(event) => event.key === 'Enter' && flow.getState().lookAt(id)}
        />
        {!isReadOnly && (
          <span className="fl-panel__tools">
            <IconButton
              size="small"
              icon="copy"
              label="Duplicate"
              command="duplicate"
              onPress={() => duplicateSelected(flow)}
            />
            <IconButton
              size="small"
              icon="trash"
              kind="danger"
              label="Delete"
              command="delete"
              onPress={() => flow.getState().lookAt(removeSelected(flow, true))}
            />
          </span>
        )}
      </div>
      <p className="fl-panel__about">
        {node.title && <strong>{title}. </strong>}
        {spec?.about ??
          `This server has no node type “${node.type}”. Delete the node, or run a version of Leadflow that has it.`}
      </p>
      <p className="fl-panel__id">
        Expressions read its value as <code>{`steps.${id.includes('-') ? `\`${id}\`` : id}`}</code>
        <CopyButton text={`steps.${id.includes('-') ? `\`${id}\`` : id}`} label="Copy" />
      </p>
    </header>
  );
}

function ConfigureTab({ id, node, spec }: PartProps): ReactElement {
  const { flow } = useDrawing();
  const isReadOnly = useFlow((state) => state.readOnly);
  const problems = useFlow((state) => state.problemsOf[id]);
  const document = useFlow((state) => state.bundle.document);
  const catalogue = useFlow((state) => state.catalogue);
  const files = useFlow((state) => state.bundle.files);
  const wish = useFlow((state) => state.wish);
  const lastInput = useLastInput(id);
  const notes = useBodyNote(node);
  const suggest = useMemo(
    () => readablePaths({ bundle: { document, files: {}, layout: { nodes: {} } }, catalogue }, id),
    [document, catalogue, id],
  );
  const atFields = useMemo(
    () =>
      (problems ?? []).flatMap(({ field, says, remedy }) =>
        field === undefined ? [] : [{ field, says: unnamed(says), remedy }],
      ),
    [problems],
  );
  const elsewhere = (problems ?? []).filter((problem) => problem.field === undefined);
  return (
    <div className="lf-stack">
      {elsewhere.map((problem) => (
        <Notice
          key={`${problem.code} ${problem.says}`}
          tone={problem.severity === 'error' ? 'err' : 'warn'}
          title={problem.says}
        >
          {problem.remedy}
        </Notice>
      ))}
      {spec && (
        <SchemaForm
          key={wish.n}
          schema={spec.config}
          value={node.config}
          onChange={(config) => configure(flow, id, config)}
          problems={atFields}
          readOnly={isReadOnly}
          focusField={wish.node === id ? (wish.field ?? undefined) : undefined}
          suggest={suggest}
          files={files}
          lastInput={lastInput}
          notes={notes}
          controls={READY}
          onFileChange={(name, text) => writeFile(flow, name, text)}
        />
      )}
      {spec?.effect === 'remote' && <RetryFields id={id} node={node} />}
      {node.type === 'webhook' && <PostingLink />}
    </div>
  );
}

/** The words without the name of the node that they begin with: the panel names it already. */
function unnamed(says: string): string {
  const words = says.replace(/^“[^”]*”( \([a-z0-9-]+\))?: /, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
