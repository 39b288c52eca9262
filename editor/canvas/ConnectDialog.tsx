// Connects by keyboard: choose a port of this node, choose where it leads, press Enter.
import { type ReactElement, useState } from 'react';
import { Button } from '../kit/Button.tsx';
import { ComboBox } from '../kit/ComboBox.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Select } from '../kit/Select.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { titleOf } from './flow-store.ts';
import { connect } from './flow-verbs.ts';
import { firstOpenPort, targetsOf } from './targets.ts';

interface ConnectDialogProps {
  from: string;
  /** The port to begin with; the first open one where it is left out. */
  port: string | undefined;
  onClose: () => void;
}

/** The dialog behind `C`. */
export function ConnectDialog({ from, port: given, onClose }: ConnectDialogProps): ReactElement {
  const { flow } = useDrawing();
  const state = useFlow((now) => now);
  const ports = state.ports[from] ?? [];
  const [port, setPort] = useState(() => given ?? firstOpenPort(state, from));
  const targets = targetsOf(state, from, port);
  const [wanted, setWanted] = useState('');
  const to = targets.some((target) => target.id === wanted) ? wanted : '';
  const former = state.bundle.document.edges.find((edge) => edge.from === from && edge.port === port);
  const submit = (): void => {
    if (to === '') return;
    onClose();
    connect(flow, { from, port, to });
    flow.getState().lookAt(from);
  };
  return (
    <Dialog
      title={`Connect from ${titleOf(state, from)}`}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" isDisabled={to === ''}>
            Connect
          </Button>
        </>
      }
    >
      {ports.length === 0 ? (
        <p>This node ends the path: it has no ports.</p>
      ) : (
        <div className="lf-stack">
          <Select
            label="Port"
            value={port}
            onChange={setPort}
            options={ports.map((each) => ({ id: each.name, label: each.title, hint: each.about }))}
          />
          <ComboBox
            label="Leads to"
            value={to}
            onChange={setWanted}
            options={targets}
            placeholder={targets.length === 0 ? 'No node that it may lead to' : 'Choose a node'}
            isDisabled={targets.length === 0}
            autoFocus
            description={
              former
                ? `Replaces the edge to ${titleOf(state, former.to)}.`
                : 'A port leads to one node; a path never goes in a circle.'
            }
          />
        </div>
      )}
    </Dialog>
  );
}
