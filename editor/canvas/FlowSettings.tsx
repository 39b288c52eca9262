// The settings of the flow as a whole: time zone, what happens to runs that end in error, how many are walked at a time.
import { type ReactElement, useState } from 'react';
import { ComboBox } from '../kit/ComboBox.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { type FlowSettingsChange, withSettings, zoneFault } from './flow-settings.ts';

/** The fields; part of the panel of the flow. */
export function FlowSettings(): ReactElement {
  const { flow } = useDrawing();
  const document = useFlow((state) => state.bundle.document);
  const slug = useFlow((state) => state.slug);
  const names = useFlow((state) => state.names);
  const isReadOnly = useFlow((state) => state.readOnly);
  const [zones] = useState(() => Intl.supportedValuesOf('timeZone').map((id) => ({ id, label: id })));
  const change = (settings: FlowSettingsChange): void => {
    const state = flow.getState();
    const gesture = `settings:${Object.keys(settings).join()}`;
    state.apply({ label: 'Change the settings', bundle: withSettings(state.bundle, settings), gesture, say: null });
  };
  const { zone = '', onError = '', concurrency } = document;
  const others = (names?.flows ?? []).filter((each) => each.slug !== slug);
  const isGone = onError !== '' && names !== undefined && !others.some((each) => each.slug === onError);
  return (
    <section className="fl-panel__section lf-stack" aria-label="Settings">
      <h3>Settings</h3>
      <ComboBox
        label="Time zone"
        placeholder="UTC"
        description="Times of day in waits and schedules are meant in it."
        options={zones}
        value={zone}
        onChange={(id) => change({ zone: id === '' ? undefined : id })}
        error={zoneFault(zone)}
        isReadOnly={isReadOnly}
        allowsAny
      />
      <ComboBox
        label="Flow for errors"
        placeholder="None"
        description="A run that ends in error is handed to this flow, as a lead of two fields: lead and error."
        options={others.map((each) => ({ id: each.slug, label: each.name, hint: each.slug }))}
        value={onError}
        onChange={(id) => change({ onError: id === '' ? undefined : id })}
        error={isGone ? `There is no other flow ${onError}; choose another, or clear the field.` : undefined}
        isReadOnly={isReadOnly}
        allowsAny
      />
      <TextField
        label="Runs at a time"
        inputMode="numeric"
        placeholder="No limit"
        description="More leads are accepted, and wait their turn."
        value={concurrency === undefined ? '' : String(concurrency)}
        onChange={(text) => change({ concurrency: countOf(text) })}
        isReadOnly={isReadOnly}
      />
    </section>
  );
}

/** A whole number above none; undefined for everything else. */
function countOf(text: string): number | undefined {
  const value = Number.parseInt(text, 10);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
