// What becomes of a call whose outcome nobody knows: held, tried again, or found out by asking the receiver.
import type { ReactElement } from 'react';
import type { FlowNode, Probe } from '../../flows/language/document.ts';
import { ComboBox } from '../kit/ComboBox.tsx';
import { NO_NAMES } from '../kit/form-context.ts';
import { Select } from '../kit/Select.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { patch } from './flow-verbs.ts';
import { probeEndpoints, unknownChoice, unknownFrom } from './retry-words.ts';

const CHOICES = [
  { id: 'usual', label: 'As usual', hint: 'held where repeating could do harm, else tried again' },
  { id: 'hold', label: 'Is held for a person to settle' },
  { id: 'retry', label: 'Is tried again', hint: 'only where the receiver takes a repeat for the same lead' },
  { id: 'probe', label: 'Is found out by asking the receiver' },
];

/** The choice, and the fields of the probe. */
export function UnknownFields({ id, node }: { id: string; node: FlowNode }): ReactElement {
  const { flow } = useDrawing();
  const isReadOnly = useFlow((state) => state.readOnly);
  const { onUnknown } = node;
  const change = (next: FlowNode['onUnknown']): void => patch(flow, id, { onUnknown: next });
  return (
    <>
      <Select
        label="A call whose outcome nobody knows"
        description="The line broke after something was sent: the receiver may have the lead, or not."
        value={unknownChoice(onUnknown)}
        options={CHOICES}
        onChange={(choice) => change(unknownFrom(choice, onUnknown))}
        isDisabled={isReadOnly}
      />
      {typeof onUnknown === 'object' && (
        <ProbeFields probe={onUnknown} config={node.config} onChange={change} isReadOnly={isReadOnly} />
      )}
    </>
  );
}

interface ProbeFieldsProps {
  probe: Probe;
  config: FlowNode['config'];
  onChange: (probe: Probe) => void;
  isReadOnly: boolean;
}

function ProbeFields({ probe, config, onChange, isReadOnly }: ProbeFieldsProps): ReactElement {
  const names = useFlow((state) => state.names) ?? NO_NAMES;
  const endpoints = probeEndpoints(config, names.connections);
  const isGone = probe.endpoint !== '' && !endpoints.some((each) => each.id === probe.endpoint);
  return (
    <>
      <ComboBox
        label="Endpoint to ask"
        description={
          config.connection === undefined
            ? 'Choose the connection first.'
            : 'A call of the same connection that harms nothing, such as a look-up. It gets the body of the call.'
        }
        options={endpoints}
        value={probe.endpoint}
        onChange={(endpoint) => onChange({ ...probe, endpoint })}
        error={isGone ? `${probe.endpoint} is not there any more; choose another.` : undefined}
        isReadOnly={isReadOnly}
        isRequired
        allowsAny
      />
      <TextField
        label="The receiver has the lead where"
        isMono
        rows={2}
        placeholder="answer.status = 200"
        description="An expression over answer: its status, type, headers and body."
        value={probe.accepted}
        onChange={(accepted) => onChange({ ...probe, accepted })}
        isReadOnly={isReadOnly}
        isRequired
      />
    </>
  );
}
