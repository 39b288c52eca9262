// Where each port leads, as a table with a choice in each row: connecting without drawing a line.
import type { ReactElement } from 'react';
import type { Port } from '../../flows/language/catalogue.ts';
import { Icon } from '../kit/Icon.tsx';
import { Select } from '../kit/Select.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { connect, disconnect } from './flow-verbs.ts';
import { targetsOf } from './targets.ts';

const NOWHERE = '-';

/** The ports of node `id`. */
export function PortsTab({ id }: { id: string }): ReactElement {
  const ports = useFlow((state) => state.ports[id]) ?? [];
  const edges = useFlow((state) => state.bundle.document.edges);
  if (ports.length === 0) return <p className="lf-muted">This node ends the path: nothing comes after it.</p>;
  return (
    <table className="fl-ports">
      <caption className="lf-hidden">Where each port leads</caption>
      <thead>
        <tr>
          <th scope="col">Port</th>
          <th scope="col">Leads to</th>
        </tr>
      </thead>
      <tbody>
        {ports.map((port) => {
          const isOpen = !edges.some((edge) => edge.from === id && edge.port === port.name);
          return (
            <tr key={port.name}>
              <th scope="row">
                <span className="fl-ports__name">{port.title}</span>
                <span className="fl-ports__about">{port.about}</span>
                {isOpen && port.required && (
                  <span className="fl-ports__needed">
                    <Icon name="warning" size={12} /> needs an edge
                  </span>
                )}
              </th>
              <td>
                <PortChoice id={id} port={port} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Where one port leads, as a choice among the nodes that it may lead to. */
export function PortChoice({ id, port }: { id: string; port: Port }): ReactElement {
  const { flow } = useDrawing();
  const state = useFlow((now) => now);
  const found = state.bundle.document.edges.find((edge) => edge.from === id && edge.port === port.name);
  const nowhere = { id: NOWHERE, label: port.required ? 'Nowhere yet' : 'The path ends here' };
  return (
    <Select
      label={`Port ${port.title} leads to`}
      hideLabel
      value={found?.to ?? NOWHERE}
      options={[nowhere, ...targetsOf(state, id, port.name)]}
      isDisabled={state.readOnly}
      onChange={(next) => {
        if (next === NOWHERE) disconnect(flow, { from: id, port: port.name });
        else connect(flow, { from: id, port: port.name, to: next });
      }}
    />
  );
}
